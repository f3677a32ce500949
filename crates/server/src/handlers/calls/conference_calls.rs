use axum::{extract::State, http::StatusCode};
use cordboard_acd::command::AgentCommand;

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Joins the agent's two calls to a conference, or a call to the conference that there is.
///
/// # Errors
/// `not-in-this-state` without two calls that are up, or when the conference is full.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/interactions/conference-calls",
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn conference_calls(
    State(state): State<AppState>,
    session: AgentSession,
    _: Params,
) -> Result<StatusCode, Refused> {
    super::super::agent_sessions::command(&state, session, AgentCommand::ConferenceCalls).await
}
