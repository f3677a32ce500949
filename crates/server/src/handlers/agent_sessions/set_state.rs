use axum::{extract::State, http::StatusCode};
use cordboard_acd::command::{AgentCommand, WantedState};
use cordboard_protocol::agent_session::SetAgentState;

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Sets the agent's state. On a contact it becomes the pending state.
///
/// # Errors
/// `bad-value` for an unknown state or code, `not-in-this-state` for an after-contact code without
/// a contact.
///
/// # Source
/// `docs/agent-api.md` section 3.
#[utoipa::path(
    method(post, put),
    path = "agent-sessions/{sessionId}/state",
    request_body = SetAgentState,
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn set_state(
    State(state): State<AppState>,
    session: AgentSession,
    params: Params,
) -> Result<StatusCode, Refused> {
    let wanted: SetAgentState = params.read()?;
    let word = wanted.state.unwrap_or_default();
    let wanted = match word.trim().to_ascii_lowercase().as_str() {
        "available" => WantedState::Available,
        "unavailable" => WantedState::Unavailable { reason: wanted.reason.unwrap_or_default() },
        _ => return Err(Refused::bad_value("state: expected Available or Unavailable")),
    };
    super::command(&state, session, AgentCommand::SetState(wanted)).await
}
