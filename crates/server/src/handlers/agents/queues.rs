use axum::{extract::State, response::Response};
use cordboard_acd::{AgentId, Setup, SkillId, setup::Skill};
use cordboard_protocol::{list::ListParameters, skill_activity::Queues};

use crate::{
    http::{Caller, ListWanted, Path},
    problem::Refused,
    state::AppState,
    wire::Activities,
};

/// Reads who waits in an agent's own skills, and for how long. Clients ask every few seconds.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/{agentId}/queues",
    params(ListParameters),
    responses((status = 200, description = "Who waits", body = Queues)),
)]
pub(crate) async fn queues(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(agent): Path,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let skills = own_skills(&setup, caller, &agent)?;
    let (ids, now) = (ids(&skills), state.clock.now());
    let activities = state.floor.read(move |floor| Activities::waiting(floor, now, ids)).await?;
    let queues = skills.iter().map(|skill| activities.queue(skill));
    let listed = wanted.of(queues, |queue| queue.skill_name.clone())?;
    wanted.answer(Queues { queues: listed.rows }, "/queues")
}

/// Gives the skills of an agent who asks for the own ones, by id.
pub(super) fn own_skills<'a>(
    setup: &'a Setup,
    caller: AgentId,
    in_path: &str,
) -> Result<Vec<&'a Skill>, Refused> {
    let agent = super::own(setup, caller, in_path)?;
    let assigned = agent.skills.iter().filter_map(|it| setup.skills.get(&it.skill));
    let mut skills: Vec<_> = assigned.collect();
    skills.sort_by_key(|skill| skill.id);
    Ok(skills)
}

pub(super) fn ids(skills: &[&Skill]) -> Vec<SkillId> {
    skills.iter().map(|skill| skill.id).collect()
}
