use axum::{extract::State, http::StatusCode};
use cordboard_protocol::dial::DialAgent;

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Asks another agent for advice: the same as calling the agent. A call that is up is held first.
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
    path = "agent-sessions/{sessionId}/consult-agent",
    request_body = DialAgent,
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn consult_agent(
    state: State<AppState>,
    session: AgentSession,
    params: Params,
) -> Result<StatusCode, Refused> {
    super::dial_agent(state, session, params).await
}
