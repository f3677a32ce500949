use axum::{extract::State, http::StatusCode};

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Says that the agent's desktop is there: inactivity counts from now (E7).
///
/// # Errors
/// `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 3, E7.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/keep-alive",
    responses((status = 202, description = "Taken")),
)]
pub(crate) async fn keep_alive(
    State(state): State<AppState>,
    AgentSession { agent, id }: AgentSession,
    _: Params,
) -> Result<StatusCode, Refused> {
    state.floor.keep_alive(agent, id.key).await?;
    Ok(StatusCode::ACCEPTED)
}
