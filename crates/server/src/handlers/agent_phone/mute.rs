use axum::{extract::State, http::StatusCode};
use cordboard_acd::command::PhoneCommand;

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Mutes the agent.
///
/// # Errors
/// `not-in-this-state`, `not-permitted`, `unknown-agent-session`.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/agent-phone/mute",
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn mute(
    State(state): State<AppState>,
    target: AgentSession,
    _: Params,
) -> Result<StatusCode, Refused> {
    super::command(&state, target, PhoneCommand::Mute).await
}
