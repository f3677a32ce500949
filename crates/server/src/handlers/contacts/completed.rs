use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use cordboard_acd::SkillId;
use cordboard_journal::PastContacts;
use cordboard_protocol::{
    contact::{CompletedContacts, CompletedContactsWanted},
    list::ListParameters,
    problem::ProblemType,
};

use crate::{
    handlers::agents,
    http::{Caller, ListWanted, Params, instant},
    problem::Refused,
    state::AppState,
    wire,
};

/// So many come when `top` does not say: a page on a screen.
const USUAL: u64 = 100;

/// Searches the contacts that the caller has had, by when they came and by skill, newest first. Those of
/// others are not there. What has just happened is in it.
///
/// # Errors
/// `bad-value`, `unknown-resource` for another agent, `journal-unavailable`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "contacts/completed",
    params(CompletedContactsWanted, ListParameters),
    responses((status = 200, description = "The contacts", body = CompletedContacts)),
)]
pub(crate) async fn completed(
    State(state): State<AppState>,
    Caller(caller): Caller,
    RawQuery(query): RawQuery,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let asked: CompletedContactsWanted = Params::of_query(query.as_deref())?.read()?;
    let setup = state.setup();
    let agent = agents::own_or_none(&setup, caller, asked.agent_id)?;
    let time = |name, text: Option<&str>| match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => instant(name, text).map(Some),
        None => Ok(None),
    };
    let top = wanted.top.unwrap_or(USUAL);
    let search = PastContacts {
        agent: Some(agent.id),
        skill: asked.skill_id.map(SkillId),
        from: time("startDate", asked.start_date.as_deref())?,
        until: time("endDate", asked.end_date.as_deref())?,
        before: None,
        over: true,
        over_from: wanted.updated_since,
        oldest_first: wanted.oldest_first("contactId", "contactStart")?,
        skip: wanted.skip,
        limit: u32::try_from(top).unwrap_or(u32::MAX),
    };
    let journal = state.caught_up_journal().await?;
    let history = journal.history().ok_or(ProblemType::JournalUnavailable)?;
    let total_records = history.count_past_contacts(search.clone()).await?;
    let found = history.past_contacts(search).await?;
    let contacts = found.iter().filter_map(|it| wire::completed_contact(it, agent, &setup));
    let completed = CompletedContacts { completed_contacts: contacts.collect(), total_records };
    wanted.answer(completed, "/completedContacts")
}
