use axum::{extract::State, http::StatusCode};
use cordboard_acd::{Command, Refusal};
use cordboard_protocol::problem::ProblemType;

use crate::{
    config::EntryName,
    http::{Administrator, Entry},
    problem::Refused,
    state::AppState,
};

/// Ends an agent's agent session, contacts included.
///
/// # Errors
/// `unknown-agent-session` when the agent has none.
#[utoipa::path(
    delete,
    path = "/admin/v1/{kind}/{id}/agent-session",
    responses((status = 204, description = "It is over")),
)]
pub(crate) async fn end_agent_session(
    State(state): State<AppState>,
    _: Administrator,
    Entry(entry): Entry,
) -> Result<StatusCode, Refused> {
    let EntryName::Agent(agent) = entry else { return Err(ProblemType::UnknownAddress.into()) };
    let session =
        state.floor.read(move |floor| floor.session_of(agent).map(|session| session.id)).await?;
    let session = session.ok_or(Refusal::NoAgentSession)?;
    state.floor.command(Command::EndAgentSession { session }, |_, _| ()).await?;
    Ok(StatusCode::NO_CONTENT)
}
