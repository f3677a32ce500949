use axum::{
    Json,
    extract::{Path, State},
};
use cordboard_protocol::skill::AgentSkills;

use crate::{http::Caller, problem::Refused, state::AppState, wire};

/// Reads an agent's skills.
///
/// # Errors
/// `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/{agentId}/skills",
    responses((status = 200, description = "The agent's skills", body = AgentSkills)),
)]
pub(crate) async fn skills(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(agent): Path<String>,
) -> Result<Json<AgentSkills>, Refused> {
    let setup = state.setup();
    let agent = super::own(&setup, caller, &agent)?;
    Ok(Json(wire::agent::skills(agent, &setup)))
}
