use axum::{Json, extract::State};
use cordboard_protocol::team::Teams;

use crate::{http::Caller, state::AppState, wire};

/// Reads all teams.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "teams",
    responses((status = 200, description = "The teams", body = Teams)),
)]
pub(crate) async fn list(State(state): State<AppState>, _: Caller) -> Json<Teams> {
    Json(Teams { teams: state.setup().teams.values().map(wire::team::team).collect() })
}
