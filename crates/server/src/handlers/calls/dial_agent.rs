use axum::{extract::State, http::StatusCode};
use cordboard_acd::{AgentId, command::Destination};
use cordboard_protocol::dial::DialAgent;

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Calls another agent. A call that is up is held first.
///
/// # Errors
/// `bad-value`, `unknown-resource` for an agent that there is not, `not-in-this-state` when that
/// agent has no agent session or is on a contact, with two calls or one that still rings,
/// `unknown-contact` for the parent.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/dial-agent",
    request_body = DialAgent,
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn dial_agent(
    State(state): State<AppState>,
    session: AgentSession,
    params: Params,
) -> Result<StatusCode, Refused> {
    let wanted: DialAgent = params.read()?;
    let agent = wanted.target_agent_id;
    let agent = agent.ok_or_else(|| Refused::bad_value("targetAgentId is expected"))?;
    let to = Destination::Agent(AgentId(agent));
    super::call(&state, session, to, wanted.parent_contact_id).await
}
