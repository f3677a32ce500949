use axum::{Json, extract::State};
use cordboard_protocol::skill::Skills;

use crate::{http::Caller, state::AppState, wire};

/// Reads all skills.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "skills",
    responses((status = 200, description = "The skills", body = Skills)),
)]
pub(crate) async fn list(State(state): State<AppState>, _: Caller) -> Json<Skills> {
    Json(Skills { skills: state.setup().skills.values().map(wire::skill::skill).collect() })
}
