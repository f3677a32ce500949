use axum::{
    extract::{FromRequestParts, State},
    http::{HeaderMap, HeaderName, header, request::Parts},
    response::{IntoResponse, Response},
};
use cordboard_protocol::problem::ProblemType;

use crate::{http::Peer, metrics::FloorStands, problem::Refused, state::AppState};

/// A proxy writes one of these: then the request came from elsewhere.
const FORWARDED: [HeaderName; 3] = [
    header::FORWARDED,
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-real-ip"),
];

const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Lets in who may read what is measured: whoever is on this machine, or has the token.
pub(crate) struct Watcher;

impl FromRequestParts<AppState> for Watcher {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refused> {
        let forwarded = FORWARDED.iter().any(|name| parts.headers.contains_key(name));
        let peer = parts.extensions.get::<Peer>();
        let from_here = peer.is_some_and(|Peer(peer)| peer.ip().to_canonical().is_loopback());
        if from_here && !forwarded {
            return Ok(Self);
        }
        match &state.metrics_token {
            None => Err(ProblemType::UnknownAddress.into()),
            Some(token) if bearer(&parts.headers).is_some_and(|given| token.is(given)) => Ok(Self),
            Some(_) => Err(Refused::because(
                ProblemType::NotAuthenticated,
                "the Authorization header is not `Bearer` and the token of [metrics]",
            )),
        }
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Gives what is measured.
///
/// # Shape
/// `OpenMetrics` text.
///
/// # Errors
/// `unknown-address`, `not-authenticated` for who may not read it.
#[utoipa::path(
    get,
    path = "/metrics",
    responses((status = 200, description = "`OpenMetrics` text", body = String, content_type = "application/openmetrics-text")),
)]
pub(crate) async fn metrics(
    State(state): State<AppState>,
    _: Watcher,
) -> Result<Response, Refused> {
    let readiness = state.readiness.get();
    // Before it is there it takes nothing in.
    let floor = if readiness.has_started() {
        state.floor.read(FloorStands::count).await.ok()
    } else {
        None
    };
    let text = state.metrics.text(state.clock.now(), &readiness, floor.as_ref());
    let text = text.map_err(|_| Refused::from(ProblemType::Internal))?;
    Ok(([(header::CONTENT_TYPE, OPENMETRICS)], text).into_response())
}
