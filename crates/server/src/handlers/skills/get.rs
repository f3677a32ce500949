use axum::{extract::State, response::Response};
use cordboard_protocol::skill::Skill;

use crate::{
    http::{Caller, Fields, Path},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads a skill; flat.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "skills/{skillId}",
    params(("fields" = Option<String>, Query, description = "A comma list: only those keys")),
    responses((status = 200, description = "The skill", body = Skill)),
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    _: Caller,
    Path(skill): Path,
    fields: Fields,
) -> Result<Response, Refused> {
    fields.answer(wire::skill::skill(super::by_path(&state.setup(), &skill)?), "")
}
