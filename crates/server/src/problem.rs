//! How an operation says no: a problem of the closed list, as `application/problem+json`.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use cordboard_acd::Refusal;
use cordboard_journal::JournalError;
use cordboard_protocol::problem::ProblemType;

use crate::{floor::FloorError, random::NoRandomness};

/// Why an operation was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) kind: ProblemType,
    /// For the client. Never logged: it may quote what the client sent.
    pub(crate) detail: Option<String>,
    /// Whole seconds after which to try again.
    pub(crate) retry_after_s: Option<u64>,
}

impl Refused {
    /// Refuses, with what is wrong here.
    pub(crate) fn because(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self { kind, detail: Some(detail.into()), retry_after_s: None }
    }

    /// Refuses a password that was tried too often.
    pub(crate) fn too_many_attempts(seconds: u64) -> Self {
        Self {
            kind: ProblemType::TooManyAttempts,
            detail: Some(format!("try again in {seconds} s")),
            retry_after_s: Some(seconds),
        }
    }

    /// Refuses a value.
    pub(crate) fn bad_value(detail: impl Into<String>) -> Self {
        Self::because(ProblemType::BadValue, detail)
    }
}

impl From<ProblemType> for Refused {
    fn from(kind: ProblemType) -> Self {
        Self { kind, detail: None, retry_after_s: None }
    }
}

impl From<FloorError> for Refused {
    fn from(error: FloorError) -> Self {
        match error {
            FloorError::Refused(refusal) => refusal.into(),
            FloorError::StandsStill { retry_after } => Self {
                kind: ProblemType::JournalUnavailable,
                detail: None,
                retry_after_s: Some(retry_after.as_secs().max(1)),
            },
            FloorError::Stopped => ProblemType::ShuttingDown.into(),
        }
    }
}

/// Only the contact history is read by handlers: facts go through the floor.
impl From<JournalError> for Refused {
    fn from(error: JournalError) -> Self {
        tracing::warn!(%error, "the contact history cannot be read");
        ProblemType::JournalUnavailable.into()
    }
}

impl From<NoRandomness> for Refused {
    fn from(error: NoRandomness) -> Self {
        tracing::error!(%error, "no session key could be drawn");
        ProblemType::Internal.into()
    }
}

/// How long to wait when something is full: about as long as a call takes to leave a skill.
const FULL_RETRY_S: u64 = 10;

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        let kind = match &refusal {
            Refusal::UnknownAgentSession => return ProblemType::UnknownAgentSession.into(),
            Refusal::AgentSessionEnded => return ProblemType::AgentSessionEnded.into(),
            Refusal::UnknownContact => return ProblemType::UnknownContact.into(),
            Refusal::KeyInUse => {
                tracing::error!("a session key was drawn twice");
                return ProblemType::Internal.into();
            }
            Refusal::UnknownLeg => return ProblemType::Internal.into(),
            Refusal::TooManyKeys | Refusal::SkillFull => {
                return Self {
                    kind: ProblemType::TooManyAttempts,
                    detail: Some(refusal.to_string()),
                    retry_after_s: Some(FULL_RETRY_S),
                };
            }
            Refusal::UnknownSignIn => ProblemType::NotAuthenticated,
            Refusal::NoAgentSession => ProblemType::UnknownAgentSession,
            Refusal::AlreadyHasAgentSession => ProblemType::AgentSessionExists,
            Refusal::UnknownAgent | Refusal::UnknownSkill | Refusal::UnknownEntry => {
                ProblemType::UnknownResource
            }
            Refusal::StillUsed(_) => ProblemType::StillUsed,
            Refusal::ChangedMeanwhile => ProblemType::ChangedMeanwhile,
            Refusal::UnknownCode
            | Refusal::UnknownDisposition
            | Refusal::DispositionRequired
            | Refusal::NoOutboundSkill
            | Refusal::OutOfLimits(_)
            | Refusal::BadSetup(_) => ProblemType::BadValue,
            Refusal::AfterContactCodeWithoutContact
            | Refusal::LastAdministrator
            | Refusal::AlreadySeeded
            | Refusal::NotInThisState
            | Refusal::NeedsTwoCalls
            | Refusal::TooManyCalls
            | Refusal::ConferenceFull
            | Refusal::TargetNotFree => ProblemType::NotInThisState,
            Refusal::ContactsOpen => ProblemType::ContactsOpen,
            Refusal::NotPermitted => ProblemType::NotPermitted,
        };
        Self::because(kind, refusal.to_string())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let problem = self.kind.problem(self.detail);
        let status =
            StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            // What is left of the body is not read, so nothing can follow on this connection.
            let close = header::HeaderValue::from_static("close");
            response.headers_mut().insert(header::CONNECTION, close);
        }
        if status == StatusCode::UNAUTHORIZED {
            let scheme = header::HeaderValue::from_static("Bearer");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_documented() {
        let documented = include_str!("../../../docs/problems.md");
        for kind in ProblemType::ALL {
            let (name, status, title) = kind.parts();
            let row = format!("| `/problems/{name}` | {status} | {title} | ");
            assert!(documented.contains(&row), "docs/problems.md lacks {row}");
        }
        let rows = documented.lines().filter(|line| line.starts_with("| `/problems/")).count();
        assert_eq!(rows, ProblemType::ALL.len());
    }

    #[test]
    fn a_500_has_no_detail() {
        let body = ProblemType::Internal.problem(Some("a secret".to_owned()));
        assert_eq!(body.detail, None);
    }
}
