use axum::{extract::State, response::Response};
use cordboard_acd::CodeId;
use cordboard_protocol::{list::ListParameters, team::UnavailableCodes};

use crate::{
    http::{Caller, ListWanted, Path},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads a team's unavailable codes.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "teams/{teamId}/unavailable-codes",
    params(ListParameters),
    responses((status = 200, description = "The codes", body = UnavailableCodes)),
)]
pub(crate) async fn unavailable_codes(
    State(state): State<AppState>,
    _: Caller,
    Path(team): Path,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let team = super::by_path(&setup, &team)?;
    let codes = wire::team::unavailable_codes(team, &setup).unavailable_codes;
    let set_at = wanted.set_at(&state).await?;
    let codes = codes.into_iter().filter(|code| {
        wanted.wants_changed_at(set_at.unavailable_codes.get(&CodeId(code.out_state_id)).copied())
    });
    let listed = wanted.of(codes, |code| code.out_state_name.clone())?;
    wanted.answer(UnavailableCodes { unavailable_codes: listed.rows }, "/unavailableCodes")
}
