use axum::{extract::State, response::Response};
use cordboard_acd::IndicatorId;
use cordboard_protocol::{indicator::Indicators, list::ListParameters};

use crate::{
    http::{Caller, ListWanted, Path},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads an agent's indicators. An event tells when they change.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/{agentId}/indicators",
    params(ListParameters),
    responses((status = 200, description = "The indicators", body = Indicators)),
)]
pub(crate) async fn indicators(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(agent): Path,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let agent = super::own(&setup, caller, &agent)?;
    let set_at = wanted.set_at(&state).await?;
    let indicators = wire::indicators(agent, &setup).filter(|it| {
        wanted.wants_changed_at(set_at.indicators.get(&IndicatorId(it.indicator_id)).copied())
    });
    let listed = wanted.of(indicators, |indicator| indicator.name.clone())?;
    wanted.answer(Indicators { indicators: listed.rows }, "/indicators")
}
