use axum::{
    Json,
    extract::{Path, State},
};
use cordboard_protocol::skill::Skill;

use crate::{http::Caller, problem::Refused, state::AppState, wire};

/// Reads a skill; flat.
///
/// # Errors
/// `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "skills/{skillId}",
    responses((status = 200, description = "The skill", body = Skill)),
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    _: Caller,
    Path(skill): Path<String>,
) -> Result<Json<Skill>, Refused> {
    Ok(Json(wire::skill::skill(super::by_path(&state.setup(), &skill)?)))
}
