use axum::{extract::State, http::StatusCode};
use cordboard_acd::command::PhoneCommand;

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Mutes the agent: `POST agent-sessions/{session}/agent-phone/mute`.
///
/// # Errors
/// `not-in-this-state`, `not-permitted`, `unknown-agent-session`.
///
/// # Source
/// `docs/agent-api.md` section 5.
pub(crate) async fn mute(
    State(state): State<AppState>,
    target: AgentSession,
    _: Params,
) -> Result<StatusCode, Refused> {
    super::command(&state, target, PhoneCommand::Mute).await
}
