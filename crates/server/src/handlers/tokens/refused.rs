//! Why no token was given, or none is taken back.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use cordboard_protocol::{problem::ProblemType, token::TokenProblem};

use crate::problem::Refused;

/// Why no token was given: a problem that also says it as `OAuth` 2 does.
pub(crate) enum TokenRefused {
    /// The request is not of the form asked for.
    BadRequest(&'static str),
    /// Another way of getting a token: which there are.
    UnsupportedGrant(&'static str),
    /// Log-in name, password, key or token do not hold.
    NotGranted(&'static str),
    /// The same at the token endpoint, which says it with 400.
    BadGrant(&'static str),
    /// Anything else.
    Other(Refused),
}

impl IntoResponse for TokenRefused {
    fn into_response(self) -> Response {
        let (error, refused) = match self {
            Self::BadRequest(detail) => ("invalid_request", Refused::bad_value(detail)),
            Self::UnsupportedGrant(detail) => {
                ("unsupported_grant_type", Refused::bad_value(detail))
            }
            Self::NotGranted(detail) => {
                ("invalid_grant", Refused::because(ProblemType::NotAuthenticated, detail))
            }
            Self::BadGrant(detail) => ("invalid_grant", Refused::bad_value(detail)),
            Self::Other(refused) if refused.kind == ProblemType::BadValue => {
                ("invalid_request", refused)
            }
            Self::Other(refused) => return refused.into_response(),
        };
        let problem = refused.kind.problem(refused.detail);
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
        let error_description = problem.detail.clone().unwrap_or_else(|| problem.title.clone());
        let body = TokenProblem { problem, error: error.to_owned(), error_description };
        let body = serde_json::to_vec(&body).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
    }
}

impl From<Refused> for TokenRefused {
    fn from(refused: Refused) -> Self {
        Self::Other(refused)
    }
}
