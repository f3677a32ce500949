use axum::{extract::State, response::Response};
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
    let skills = setup.skills.values().map(wire::skill::skill);
    let listed = wanted.of(skills, |skill| skill.skill_name.clone())?;
    wanted.answer(Skills { skills: listed.rows }, "/skills")
}
