use axum::{extract::State, http::StatusCode};
use cordboard_acd::{Actor, Command, sign_in::SignInCommand};
use cordboard_protocol::problem::ProblemType;

use crate::{
    config::EntryName,
    http::{Administrator, Entry},
    problem::Refused,
    state::AppState,
};

/// Ends all sign-ins of an agent: no token of theirs holds any more. The agent's session goes on.
///
/// # Errors
/// `unknown-address`, `unknown-resource`.
#[utoipa::path(
    delete,
    path = "/admin/v1/{kind}/{id}/sign-ins",
    responses((status = 204, description = "They are over")),
)]
pub(crate) async fn end_sign_ins(
    State(state): State<AppState>,
    Administrator(by): Administrator,
    Entry(entry): Entry,
) -> Result<StatusCode, Refused> {
    let EntryName::Agent(agent) = entry else { return Err(ProblemType::UnknownAddress.into()) };
    let by = Actor::Administrator(by);
    let command = Command::SignIn(SignInCommand::EndAll { agent, by });
    state.floor.command(command, |_, _| ()).await?;
    Ok(StatusCode::NO_CONTENT)
}
