use axum::{Json, extract::State};
use cordboard_protocol::agent_session::AgentSessionInfo;

use crate::{http::AgentSession, problem::Refused, state::AppState, wire};

/// Reads an agent session.
///
/// # Errors
/// `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 3.
#[utoipa::path(
    get,
    path = "agent-sessions/{sessionId}",
    responses((status = 200, description = "The agent session as it is", body = AgentSessionInfo)),
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    session: AgentSession,
) -> Result<Json<AgentSessionInfo>, Refused> {
    let AgentSession { agent, id } = session;
    let read = state.floor.read(move |floor| {
        let session = floor.find_session(agent, &id.key)?;
        Ok(wire::agent_session::info(session, id, floor.setup().business_unit.number))
    });
    match read.await? {
        Ok(info) => Ok(Json(info)),
        Err(refusal) => Err(Refused::from(crate::floor::FloorError::Refused(refusal))),
    }
}
