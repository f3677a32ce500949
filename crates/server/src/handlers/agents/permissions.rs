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
    let agent = match of.agent_id {
        Some(agent) => super::own(&setup, caller, &agent.to_string())?,
        None => super::by_id(&setup, caller)?,
    };
    Ok(Json(wire::agent::permissions(agent)))
}
