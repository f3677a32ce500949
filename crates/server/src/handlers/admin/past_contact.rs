use axum::{Json, extract::State};
use cordboard_acd::ContactId;
use cordboard_protocol::{admin::PastContact, problem::ProblemType};

use crate::{
    http::{Administrator, Path, path_number},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads what became of a contact.
///
/// # Errors
/// `not-authenticated`, `not-permitted`, `unknown-contact`, `journal-unavailable`.
#[utoipa::path(
    get,
    path = "/admin/v1/contacts/{contactId}",
    responses((status = 200, description = "The contact", body = PastContact)),
)]
pub(crate) async fn past_contact(
    State(state): State<AppState>,
    _: Administrator,
    Path(contact): Path,
) -> Result<Json<PastContact>, Refused> {
    let contact = path_number(&contact).map_err(|_| ProblemType::UnknownContact)?;
    let contact = ContactId(contact);
    let journal = state.caught_up_journal().await?;
    let history = journal.history().ok_or(ProblemType::JournalUnavailable)?;
    let found = history.past_contact(contact).await?;
    let found = found.ok_or(ProblemType::UnknownContact)?;
    Ok(Json(wire::past_contact(&found)))
}
