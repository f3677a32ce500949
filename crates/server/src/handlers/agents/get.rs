use axum::{extract::State, response::Response};
use cordboard_protocol::agent::Agents;

use crate::{
    http::{Caller, Fields, Path},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads an agent.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/{agentId}",
    params(("fields" = Option<String>, Query, description = "A comma list: only those keys")),
    responses((status = 200, description = "The agent", body = Agents)),
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(agent): Path,
    fields: Fields,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let agent = super::own(&setup, caller, &agent)?;
    fields.answer(Agents { agents: vec![wire::agent::agent(agent, &setup)] }, "/agents")
}
