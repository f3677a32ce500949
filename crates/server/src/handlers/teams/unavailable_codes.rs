use axum::{
    Json,
    extract::{Path, State},
};
use cordboard_protocol::team::UnavailableCodes;

use crate::{http::Caller, problem::Refused, state::AppState, wire};

/// Reads a team's unavailable codes.
///
/// # Errors
/// `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "teams/{teamId}/unavailable-codes",
    responses((status = 200, description = "The codes", body = UnavailableCodes)),
)]
pub(crate) async fn unavailable_codes(
    State(state): State<AppState>,
    _: Caller,
    Path(team): Path<String>,
) -> Result<Json<UnavailableCodes>, Refused> {
    let setup = state.setup();
    let team = super::by_path(&setup, &team)?;
    Ok(Json(wire::team::unavailable_codes(team, &setup)))
}
