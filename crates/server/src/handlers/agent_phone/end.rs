use axum::{extract::State, http::StatusCode};
use cordboard_acd::command::PhoneCommand;

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Hangs the agent leg up: `POST agent-sessions/{session}/agent-phone/end`.
///
/// # Errors
/// `not-in-this-state`, `not-permitted`, `unknown-agent-session`.
///
/// # Source
/// `docs/agent-api.md` section 5.
pub(crate) async fn end(
    State(state): State<AppState>,
    target: AgentSession,
    _: Params,
) -> Result<StatusCode, Refused> {
    super::command(&state, target, PhoneCommand::End).await
}
