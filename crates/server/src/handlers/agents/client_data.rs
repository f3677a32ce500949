use axum::{
    Json,
    extract::{RawQuery, State},
};
use cordboard_acd::Private;
use cordboard_protocol::{client_data::ClientData, permissions::PermissionsOf};

use crate::{
    http::{Caller, Params},
    problem::Refused,
    state::AppState,
};

/// Before anything was kept: what a client that reads JSON can read.
const NOTHING: &str = "{}";

/// Reads what clients keep for an agent, so that it follows the agent from machine to machine.
///
/// # Errors
/// `bad-value`, `unknown-resource` for another agent.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/client-data",
    params(PermissionsOf),
    responses((status = 200, description = "What is kept", body = ClientData)),
)]
pub(crate) async fn client_data(
    State(state): State<AppState>,
    Caller(caller): Caller,
    RawQuery(query): RawQuery,
) -> Result<Json<ClientData>, Refused> {
    let of: PermissionsOf = Params::of_query(query.as_deref())?.read()?;
    super::own_or_none(&state.setup(), caller, of.agent_id)?;
    let kept = state.floor.read(move |floor| floor.client_data(caller).cloned()).await?;
    let data = kept.as_ref().map_or(NOTHING, Private::text).to_owned();
    Ok(Json(ClientData { data }))
}
