use axum::{Json, extract::State};
use cordboard_protocol::skill::Skills;

use crate::{http::Caller, state::AppState, wire};

/// Reads all skills: `GET skills`.
///
/// # Source
/// `docs/agent-api.md` section 6.
pub(crate) async fn list(State(state): State<AppState>, _: Caller) -> Json<Skills> {
    let mut skills: Vec<_> = state.config.setup.skills.iter().map(wire::skill::skill).collect();
    skills.sort_by_key(|skill| skill.skill_id);
    Json(Skills { skills })
}
