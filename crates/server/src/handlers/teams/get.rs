use axum::{extract::State, response::Response};
use cordboard_protocol::team::Teams;

use crate::{
    http::{Caller, Fields, Path},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads a team.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "teams/{teamId}",
    params(("fields" = Option<String>, Query, description = "A comma list: only those keys")),
    responses((status = 200, description = "The team", body = Teams)),
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    _: Caller,
    Path(team): Path,
    fields: Fields,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let team = super::by_path(&setup, &team)?;
    fields.answer(Teams { teams: vec![wire::team::team(team)] }, "/teams")
}
