use axum::{
    Json,
    extract::{Path, State},
};
use cordboard_protocol::team::Teams;

use crate::{http::Caller, problem::Refused, state::AppState, wire};

/// Reads a team.
///
/// # Errors
/// `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "teams/{teamId}",
    responses((status = 200, description = "The team", body = Teams)),
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    _: Caller,
    Path(team): Path<String>,
) -> Result<Json<Teams>, Refused> {
    let setup = state.setup();
    let team = super::by_path(&setup, &team)?;
    Ok(Json(Teams { teams: vec![wire::team::team(team)] }))
}
