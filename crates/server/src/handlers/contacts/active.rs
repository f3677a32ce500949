use axum::{extract::State, response::Response};
use cordboard_protocol::{
    contact::{ActiveContactSet, ActiveContacts},
    list::ListParameters,
};

use crate::{
    handlers::agents,
    http::{Caller, ListWanted},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads the contacts that the caller has now. Those of others are not there.
///
/// # Errors
/// `bad-value`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "contacts/active",
    params(ListParameters),
    responses((status = 200, description = "The contacts", body = ActiveContacts)),
)]
pub(crate) async fn active(
    State(state): State<AppState>,
    Caller(caller): Caller,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let agent = agents::by_id(&state.setup(), caller)?.clone();
    let contacts = state.floor.read(move |floor| wire::active_contacts(floor, &agent)).await?;
    let listed = wanted.of(contacts, |contact| contact.skill_name.clone())?;
    let result_set = ActiveContactSet { active_contacts: listed.rows };
    wanted.answer(ActiveContacts { result_set }, "/resultSet/activeContacts")
}
