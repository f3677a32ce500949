use axum::{Json, extract::State};
use cordboard_protocol::permissions::{Permissions, PermissionsOf};

use crate::{
    http::{Caller, Params},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads what an agent may do.
///
/// # Errors
/// `unknown-resource` for another agent, `bad-value`, `body-too-large`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "permissions",
    params(PermissionsOf),
    responses((status = 200, description = "The permissions", body = Permissions)),
)]
pub(crate) async fn permissions(
    State(state): State<AppState>,
    Caller(caller): Caller,
    params: Params,
) -> Result<Json<Permissions>, Refused> {
    let of: PermissionsOf = params.read()?;
    let setup = state.setup();
    let agent = super::own_or_none(&setup, caller, of.agent_id)?;
    Ok(Json(wire::agent::permissions(agent)))
}
