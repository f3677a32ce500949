use axum::{Json, extract::State};
use cordboard_protocol::simulator::{SimulatorSkill, SimulatorSkills};

use crate::state::AppState;

use super::OnThisMachine;

/// Reads the skills that can be called.
#[utoipa::path(
    get,
    path = "/simulator/v1/skills",
    responses((status = 200, description = "The skills", body = SimulatorSkills)),
)]
pub(crate) async fn list_skills(
    State(state): State<AppState>,
    _: OnThisMachine,
) -> Json<SimulatorSkills> {
    let mut skills: Vec<SimulatorSkill> = state
        .setup()
        .skills
        .values()
        .map(|skill| SimulatorSkill { skill_id: skill.id.0, skill_name: skill.name.clone() })
        .collect();
    skills.sort_by_key(|skill| skill.skill_id);
    Json(SimulatorSkills { skills })
}
