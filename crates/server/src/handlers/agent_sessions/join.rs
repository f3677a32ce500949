use axum::{Json, extract::State, http::StatusCode};
use cordboard_acd::{Command, EventNumber};
use cordboard_protocol::agent_session::{AgentSessionStarted, JoinAgentSession};

use crate::{
    http::{Caller, Params, flag},
    problem::Refused,
    session_id::SessionId,
    state::AppState,
};

/// Joins the agent's session. The next poll begins with a full picture.
///
/// # Errors
/// `unknown-agent-session` when the agent has none.
///
/// # Source
/// `docs/agent-api.md` section 3, E4.
#[utoipa::path(
    post,
    path = "agent-sessions/join",
    request_body = JoinAgentSession,
    responses((status = 202, description = "Joined", body = AgentSessionStarted)),
)]
pub(crate) async fn join(
    State(state): State<AppState>,
    Caller(agent): Caller,
    params: Params,
) -> Result<(StatusCode, Json<AgentSessionStarted>), Refused> {
    let join: JoinAgentSession = params.read()?;
    let take_over = flag("takeOver", join.take_over.as_ref())?;
    let key = state.random.session_key()?;
    let command = Command::JoinAgentSession { agent, key, take_over };
    state.floor.command(command, |_, _| ()).await?;
    let id = SessionId { key, received: EventNumber(0) };
    Ok((StatusCode::ACCEPTED, Json(AgentSessionStarted { session_id: id.text() })))
}
