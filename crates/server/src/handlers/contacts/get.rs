use axum::{extract::State, response::Response};
use cordboard_acd::ContactId;
use cordboard_protocol::problem::ProblemType;

use crate::{
    handlers::agents,
    http::{Caller, Fields, Path, path_number},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads a contact that the caller has, or has had. That of another is not there, without a hint.
///
/// # Errors
/// `bad-value`, `unknown-contact`, `journal-unavailable`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "contacts/{contactId}",
    params(("fields" = Option<String>, Query, description = "A comma list: only those keys")),
    responses((
        status = 200,
        description = "The contact: as in `contacts/active`, or as in `contacts/completed`",
        body = serde_json::Value,
    )),
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(contact): Path,
    fields: Fields,
) -> Result<Response, Refused> {
    let contact = path_number(&contact).map_err(|_| ProblemType::UnknownContact)?;
    let setup = state.setup();
    let agent = agents::by_id(&setup, caller)?;
    let own = agent.clone();
    let active = state.floor.read(move |floor| wire::active_contacts(floor, &own)).await?;
    if let Some(active) = active.into_iter().find(|active| active.contact_id == contact) {
        return fields.answer(active, "");
    }
    let journal = state.caught_up_journal().await?;
    let history = journal.history().ok_or(ProblemType::JournalUnavailable)?;
    let past = history.past_contact(ContactId(contact)).await?;
    let past = past.filter(|past| past.agent == Some(caller));
    let completed = past.and_then(|past| wire::completed_contact(&past, agent, &setup));
    let completed = completed.ok_or(ProblemType::UnknownContact)?;
    fields.answer(completed, "")
}
