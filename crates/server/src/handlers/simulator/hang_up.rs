use axum::{extract::State, http::StatusCode};
use cordboard_acd::ContactId;
use cordboard_protocol::problem::ProblemType;

use crate::{
    http::{Path, path_number},
    problem::Refused,
    state::AppState,
};

use super::OnThisMachine;

/// Lets the customer hang up.
///
/// # Errors
/// `unknown-contact` when no customer is on the line with it.
#[utoipa::path(
    delete,
    path = "/simulator/v1/calls/{contactId}",
    responses((status = 202, description = "The customer hangs up")),
)]
pub(crate) async fn hang_up(
    State(state): State<AppState>,
    OnThisMachine(customers): OnThisMachine,
    Path(contact): Path,
) -> Result<StatusCode, Refused> {
    let contact = path_number(&contact).map_err(|_| ProblemType::UnknownContact)?;
    let command = customers.hang_up(ContactId(contact)).ok_or(ProblemType::UnknownContact)?;
    state.floor.command(command, |_, _| ()).await?;
    Ok(StatusCode::ACCEPTED)
}
