//! Who calls, and what the path names.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{header, request::Parts},
};
use cordboard_acd::{AgentId, ContactId};
use cordboard_protocol::problem::ProblemType;

use crate::{problem::Refused, session_id::SessionId, state::AppState, tokens::Judged};

/// The agent of the bearer token (A5).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller(pub(crate) AgentId);

impl FromRequestParts<AppState> for Caller {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refused> {
        state.judge(bearer(parts)?).map(|judged| Self(judged.agent))
    }
}

impl AppState {
    /// Judges an access token, and whether its agent is still there.
    pub(crate) fn judge(&self, token: &str) -> Result<Judged, Refused> {
        let judged = self.tokens.judge(token)?;
        if judged.sign_in.is_some_and(|sign_in| self.floor.has_ended(sign_in)) {
            return Err(log_in("what the token belongs to has ended: log in again"));
        }
        if self.setup().agents.contains_key(&judged.agent) {
            Ok(judged)
        } else {
            Err(log_in("the agent of the token is no longer known"))
        }
    }
}

/// The bearer token, whatever it says.
pub(crate) struct Bearer(pub(crate) String);

impl FromRequestParts<AppState> for Bearer {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Refused> {
        bearer(parts).map(|token| Self(token.to_owned()))
    }
}

fn log_in(detail: &str) -> Refused {
    Refused::because(ProblemType::NotAuthenticated, detail)
}

/// Gives the token of the Authorization header.
pub(super) fn bearer(parts: &Parts) -> Result<&str, Refused> {
    let value = parts
        .headers
        .get(header::AUTHORIZATION)
        .ok_or_else(|| log_in("the Authorization header is missing"))?;
    value
        .to_str()
        .ok()
        .and_then(|text| text.trim().split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(|| log_in("the Authorization header is not `Bearer` and a token"))
}

/// The agent and the agent session that the path names. Whether it is the agent's own says the
/// floor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AgentSession {
    pub(crate) agent: AgentId,
    pub(crate) id: SessionId,
}

impl FromRequestParts<AppState> for AgentSession {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refused> {
        let Caller(agent) = Caller::from_request_parts(parts, state).await?;
        let id = path_param(parts, "sessionId", SessionId::read)
            .await
            .ok_or(ProblemType::UnknownAgentSession)?;
        Ok(Self { agent, id })
    }
}

/// The agent session and the contact that the path names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InContact {
    pub(crate) session: AgentSession,
    pub(crate) contact: ContactId,
}

impl FromRequestParts<AppState> for InContact {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refused> {
        let session = AgentSession::from_request_parts(parts, state).await?;
        let contact =
            path_param(parts, "contactId", digits).await.ok_or(ProblemType::UnknownContact)?;
        Ok(Self { session, contact: ContactId(contact) })
    }
}

/// What a path names, as it stands there. What is no text names nothing.
#[derive(Debug, Clone)]
pub(crate) struct Path(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Path {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let params = RawPathParams::from_request_parts(parts, state).await.ok();
        let named = params.as_ref().and_then(|params| params.iter().next());
        let (_, named) = named.ok_or(ProblemType::UnknownResource)?;
        Ok(Self(named.to_owned()))
    }
}

/// Reads an id in a path; anything but digits names nothing.
pub(crate) fn path_number(text: &str) -> Result<u64, Refused> {
    digits(text).ok_or_else(|| ProblemType::UnknownResource.into())
}

fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

pub(super) async fn path_param<T>(
    parts: &mut Parts,
    name: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let params = RawPathParams::from_request_parts(parts, &()).await.ok()?;
    params.iter().find(|(key, _)| *key == name).and_then(|(_, value)| read(value))
}
