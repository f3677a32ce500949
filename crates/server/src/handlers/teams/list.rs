use axum::{extract::State, response::Response};
use cordboard_acd::setup;
use cordboard_protocol::{list::ListParameters, team::Teams};

use crate::{
    http::{Caller, ListWanted},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads all teams.
///
/// # Errors
/// `bad-value`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "teams",
    params(ListParameters),
    responses((status = 200, description = "The teams", body = Teams)),
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    _: Caller,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let (setup, set_at) = (state.setup(), wanted.set_at(&state).await?);
    let changed =
        |team: &&setup::Team| wanted.wants_changed_at(set_at.teams.get(&team.id).copied());
    let teams = setup.teams.values().filter(changed).map(wire::team::team);
    let listed = wanted.of(teams, |team| team.team_name.clone())?;
    wanted.answer(Teams { teams: listed.rows }, "/teams")
}
