use axum::{extract::State, response::Response};
use cordboard_protocol::{list::ListParameters, skill_activity::SkillActivities};

use crate::{
    http::{Caller, ListWanted},
    problem::Refused,
    state::AppState,
    wire::Activities,
};

/// Reads what goes on in all skills: who waits and for how long, and how many agents there are.
///
/// # Errors
/// `bad-value`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "skills/activity",
    params(ListParameters),
    responses((status = 200, description = "What goes on", body = SkillActivities)),
)]
pub(crate) async fn activity(
    State(state): State<AppState>,
    _: Caller,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let (setup, now) = (state.setup(), state.clock.now());
    let ids: Vec<_> = setup.skills.keys().copied().collect();
    let activities = state.floor.read(move |floor| Activities::whole(floor, now, ids)).await?;
    let all = setup.skills.values().map(|skill| activities.activity(skill));
    let listed = wanted.of(all, |skill| skill.skill_name.clone())?;
    wanted.answer(SkillActivities { skill_activity: listed.rows }, "/skillActivity")
}
