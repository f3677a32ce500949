use axum::{extract::State, http::StatusCode};
use cordboard_acd::command::{AgentCommand, EndOptions};
use cordboard_protocol::agent_session::EndAgentSession;

use crate::{
    http::{AgentSession, Params, flag},
    problem::Refused,
    state::AppState,
};

/// Ends an agent session, options in the body, the query, or not at all (A9).
///
/// # Errors
/// `contacts-open` without `endContacts` or `forceLogoff`; `unknown-agent-session`,
/// `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 3.
#[utoipa::path(
    delete,
    path = "agent-sessions/{sessionId}",
    request_body = EndAgentSession,
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn end(
    State(state): State<AppState>,
    session: AgentSession,
    params: Params,
) -> Result<StatusCode, Refused> {
    let end: EndAgentSession = params.read()?;
    let options = EndOptions {
        force_logoff: flag("forceLogoff", end.force_logoff.as_ref())?,
        end_contacts: flag("endContacts", end.end_contacts.as_ref())?,
        ignore_personal_queue: flag("ignorePersonalQueue", end.ignore_personal_queue.as_ref())?,
    };
    super::command(&state, session, AgentCommand::End(options)).await
}
