use axum::{extract::State, response::Response};
use cordboard_acd::setup;
use cordboard_protocol::{list::ListParameters, skill::Skills};

use crate::{
    http::{Caller, ListWanted},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads all skills.
///
/// # Errors
/// `bad-value`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "skills",
    params(ListParameters),
    responses((status = 200, description = "The skills", body = Skills)),
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    _: Caller,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let set_at = wanted.set_at(&state).await?;
    let changed = |it: &&setup::Skill| wanted.wants_changed_at(set_at.skills.get(&it.id).copied());
    let skills = setup.skills.values().filter(changed).map(wire::skill::skill);
    let listed = wanted.of(skills, |skill| skill.skill_name.clone())?;
    wanted.answer(Skills { skills: listed.rows }, "/skills")
}
