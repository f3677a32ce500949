use axum::{Json, extract::State};
use cordboard_protocol::identity::{WhoAmI, WhoAmIRequest};

use crate::{
    http::{Base, Bearer, Params},
    problem::Refused,
    state::AppState,
    wire,
};

/// Says whom a token is for.
///
/// # Errors
/// `not-authenticated` or `token-expired` for a token that does not hold.
///
/// # Source
/// `docs/agent-api.md` section 2.
#[utoipa::path(
    post,
    path = "/InContactAuthorizationServer/Token/WhoAmI",
    request_body = WhoAmIRequest,
    responses((status = 200, description = "Whom it is for", body = WhoAmI)),
)]
pub(crate) async fn who_am_i(
    State(state): State<AppState>,
    base: Base,
    bearer: Result<Bearer, Refused>,
    params: Params,
) -> Result<Json<WhoAmI>, Refused> {
    let request: WhoAmIRequest = params.read()?;
    let token = match request.token {
        Some(token) => token,
        None => bearer?.0,
    };
    let judged = state.judge(&token)?;
    let setup = state.setup();
    let team = setup.agents.get(&judged.agent).map(|agent| agent.team.0);
    let business_unit = setup.business_unit.number;
    Ok(Json(WhoAmI {
        agent_id: judged.agent.0,
        bus_no: business_unit.0,
        team_id: team.unwrap_or_default(),
        expires_in: judged.expires_at_s.saturating_sub(state.clock.now().0 / 1000),
        iss: base.0.clone(),
        sub: wire::subject(business_unit, judged.agent),
        resource_server_base_uri: base.resource_server(),
        refresh_token_server_uri: base.refresh_token_server(),
    }))
}
