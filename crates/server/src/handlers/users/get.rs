use axum::{Json, extract::State};
use cordboard_protocol::{
    problem::ProblemType,
    user::{OneUser, User},
};

use crate::{
    http::{Caller, Path},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads a user. An agent reads only itself: others are not there, without a hint.
///
/// # Errors
/// `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 2.
#[utoipa::path(
    get,
    path = "/user-management/v1/users/{id}",
    responses((status = 200, description = "The user", body = OneUser)),
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(user): Path,
) -> Result<Json<OneUser>, Refused> {
    let setup = state.setup();
    let is_own = user == wire::user_id(setup.business_unit.number, caller);
    let agent = setup.agents.get(&caller).filter(|_| is_own);
    let agent = agent.ok_or(ProblemType::UnknownResource)?;
    Ok(Json(OneUser {
        user: User {
            first_name: agent.first_name.clone(),
            last_name: agent.last_name.clone(),
            custom_attributes: serde_json::Map::new(),
        },
    }))
}
