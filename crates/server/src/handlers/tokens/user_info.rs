use axum::{Json, extract::State};
use cordboard_protocol::{identity::Identity, problem::ProblemType};

use crate::{http::Caller, problem::Refused, state::AppState, wire};

/// Says who the agent of the bearer token is.
///
/// # Errors
/// `not-authenticated`, `token-expired`.
///
/// # Source
/// `docs/agent-api.md` section 2; `OpenID` Connect Core 1.0 section 5.3.
#[utoipa::path(
    method(get, post),
    path = "/auth/userinfo",
    responses((status = 200, description = "The agent", body = Identity)),
)]
pub(crate) async fn user_info(
    State(state): State<AppState>,
    Caller(caller): Caller,
) -> Result<Json<Identity>, Refused> {
    let setup = state.setup();
    let agent = setup.agents.get(&caller).ok_or(ProblemType::UnknownResource)?;
    Ok(Json(wire::identity(agent, &setup, &state.config.discovery)))
}
