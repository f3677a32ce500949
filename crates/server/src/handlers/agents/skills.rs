use axum::{extract::State, response::Response};
use cordboard_acd::SkillId;
use cordboard_protocol::{list::ListParameters, skill::AgentSkills};

use crate::{
    http::{Caller, ListWanted, Path},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads an agent's skills.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/{agentId}/skills",
    params(ListParameters),
    responses((status = 200, description = "The agent's skills", body = AgentSkills)),
)]
pub(crate) async fn skills(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(agent): Path,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let agent = super::own(&setup, caller, &agent)?;
    let assigned = wire::agent::skills(agent, &setup).agent_skill_assignments;
    let set_at = wanted.set_at(&state).await?;
    // An assignment is part of the agent and shows the skill: it is new when either is.
    let of_agent = set_at.agents.get(&caller).copied();
    let assigned = assigned.into_iter().filter(|it| {
        let of_skill = set_at.skills.get(&SkillId(it.skill_id)).copied();
        wanted.wants_changed_at(of_agent) || wanted.wants_changed_at(of_skill)
    });
    let listed = wanted.of(assigned, |skill| skill.skill_name.clone())?;
    let skills = AgentSkills { agent_skill_assignments: listed.rows };
    wanted.answer(skills, "/agentSkillAssignments")
}
