use axum::{
    Json,
    extract::{Path, State},
};
use cordboard_protocol::agent::Agents;

use crate::{http::Caller, problem::Refused, state::AppState, wire};

/// Reads an agent.
///
/// # Errors
/// `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/{agentId}",
    responses((status = 200, description = "The agent", body = Agents)),
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(agent): Path<String>,
) -> Result<Json<Agents>, Refused> {
    let setup = state.setup();
    let agent = super::own(&setup, caller, &agent)?;
    Ok(Json(Agents { agents: vec![wire::agent::agent(agent, &setup)] }))
}
