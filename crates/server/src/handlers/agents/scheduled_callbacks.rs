use axum::{Json, extract::State};
use cordboard_protocol::callback::Callbacks;

use crate::{
    http::{Caller, Path},
    problem::Refused,
    state::AppState,
};

/// Reads an agent's commitments to call back: there are none before a later version.
///
/// # Errors
/// `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/{agentId}/scheduled-callbacks",
    responses((status = 200, description = "None", body = Callbacks)),
)]
pub(crate) async fn scheduled_callbacks(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(agent): Path,
) -> Result<Json<Callbacks>, Refused> {
    super::own(&state.setup(), caller, &agent)?;
    Ok(Json(Callbacks { callbacks: Vec::new() }))
}
