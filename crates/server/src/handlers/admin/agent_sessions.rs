use axum::{Json, extract::State};
use cordboard_acd::{AgentSession, AgentState, Floor};
use cordboard_protocol::admin::LivingAgentSession;

use crate::{http::Administrator, problem::Refused, state::AppState, wire::utc};

/// Lists the agent sessions that last.
///
/// # Errors
/// `not-authenticated`, `not-permitted`.
#[utoipa::path(
    get,
    path = "/admin/v1/agent-sessions",
    responses((status = 200, description = "Those that last", body = Vec<LivingAgentSession>)),
)]
pub(crate) async fn agent_sessions(
    State(state): State<AppState>,
    _: Administrator,
) -> Result<Json<Vec<LivingAgentSession>>, Refused> {
    let living =
        state.floor.read(|floor| floor.sessions().map(|session| living(floor, session)).collect());
    Ok(Json(living.await?))
}

fn living(floor: &Floor, session: &AgentSession) -> LivingAgentSession {
    let state = match session.state {
        AgentState::Available { .. } => "Available",
        AgentState::Unavailable { .. } => "Unavailable",
        AgentState::InboundContact { .. } => "InboundContact",
        AgentState::OutboundContact { .. } => "OutboundContact",
        AgentState::InboundConsult { .. } => "InboundConsult",
        AgentState::OutboundConsult { .. } => "OutboundConsult",
        AgentState::AfterContactWork { .. } => "AfterContactWork",
    };
    LivingAgentSession {
        agent: session.agent.0,
        login: floor.agent(session.agent).map(|agent| agent.login.clone()).unwrap_or_default(),
        state: state.to_owned(),
        started_at: utc(session.started_at),
    }
}
