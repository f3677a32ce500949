use axum::{extract::State, http::StatusCode};
use cordboard_acd::command::AgentCommand;

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Connects the far ends of the agent's two calls, of which the agent then has neither. While the
/// second still rings it is a direct transfer; in a conference the agent leaves it, and the others
/// go on.
///
/// # Errors
/// `not-in-this-state` without two calls.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/interactions/transfer-calls",
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn transfer_calls(
    State(state): State<AppState>,
    session: AgentSession,
    _: Params,
) -> Result<StatusCode, Refused> {
    super::super::agent_sessions::command(&state, session, AgentCommand::TransferCalls).await
}
