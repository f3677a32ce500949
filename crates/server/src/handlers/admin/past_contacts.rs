use axum::{
    Json,
    extract::{RawQuery, State},
};
use cordboard_acd::{AgentId, ContactId, SkillId};
use cordboard_journal::PastContacts;
use cordboard_protocol::{
    admin::{PastContact, PastContactsWanted},
    problem::ProblemType,
};

use crate::{
    http::{Administrator, Params},
    problem::Refused,
    state::AppState,
    wire,
};

/// So many contacts come when nothing is said.
const USUAL: u64 = 100;

/// More at once is an export, page by page.
const MOST: u64 = 1_000;

/// Searches the contact history, newest first. What has just happened is in it.
///
/// # Errors
/// `bad-value`, `not-authenticated`, `not-permitted`, `journal-unavailable`.
#[utoipa::path(
    get,
    path = "/admin/v1/contacts",
    params(PastContactsWanted),
    responses((status = 200, description = "The contacts, newest first", body = Vec<PastContact>)),
)]
pub(crate) async fn past_contacts(
    State(state): State<AppState>,
    _: Administrator,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<PastContact>>, Refused> {
    let wanted: PastContactsWanted = Params::of_query(query.as_deref())?.read()?;
    let limit = wanted.limit.unwrap_or(USUAL);
    let limit = u32::try_from(limit).ok().filter(|_| (1..=MOST).contains(&limit));
    let limit = limit.ok_or_else(|| Refused::bad_value(format!("limit: 1 to {MOST}")))?;
    let journal = state.caught_up_journal().await?;
    let history = journal.history().ok_or(ProblemType::JournalUnavailable)?;
    let found = history.past_contacts(PastContacts {
        agent: wanted.agent.map(AgentId),
        skill: wanted.skill.map(SkillId),
        before: wanted.before.map(ContactId),
        limit,
        ..PastContacts::default()
    });
    let found = found.await?;
    Ok(Json(found.iter().map(wire::past_contact).collect()))
}
