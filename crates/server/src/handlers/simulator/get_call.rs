use axum::{Json, extract::State};
use cordboard_acd::{ContactId, ContactState, Talk};
use cordboard_protocol::{problem::ProblemType, simulator::SimulatedCall};

use crate::{
    http::{Path, path_number},
    problem::Refused,
    state::AppState,
};

use super::OnThisMachine;

/// Reads a call as the customer hears it.
///
/// # Errors
/// `unknown-contact` when it never was, or is over for good.
#[utoipa::path(
    get,
    path = "/simulator/v1/calls/{contactId}",
    responses((status = 200, description = "The call", body = SimulatedCall)),
)]
pub(crate) async fn get_call(
    State(state): State<AppState>,
    OnThisMachine(customers): OnThisMachine,
    Path(contact): Path,
) -> Result<Json<SimulatedCall>, Refused> {
    let contact = path_number(&contact).map_err(|_| ProblemType::UnknownContact)?;
    let now = customers.goes_on_as(ContactId(contact));
    let heard = state
        .floor
        .read(move |floor| floor.contact(now).map(|it| heard(&it.state)))
        .await?
        .ok_or(ProblemType::UnknownContact)?;
    Ok(Json(SimulatedCall { contact_id: contact, state: heard.to_owned() }))
}

fn heard(state: &ContactState) -> &'static str {
    match state {
        ContactState::Waiting | ContactState::Reserved { .. } => "waiting",
        ContactState::Dialling { .. } | ContactState::Ringing { .. } => "ringing",
        ContactState::Talking { talk: Talk::Held, .. } => "on-hold",
        ContactState::Talking { .. } => "talking",
        ContactState::AfterWork { .. } => "ended",
    }
}
