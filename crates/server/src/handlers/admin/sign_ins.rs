use axum::{
    Json,
    extract::{RawQuery, State},
};
use cordboard_acd::{AgentId, Floor, sign_in};
use cordboard_protocol::access_key::{OfAgent, SignIn, SignInBy};

use crate::{
    http::{Administrator, Params},
    problem::Refused,
    state::AppState,
    wire::utc,
};

/// Lists the agents' sign-ins that have not ended.
///
/// # Errors
/// `bad-value`.
#[utoipa::path(
    get,
    path = "/admin/v1/sign-ins",
    params(OfAgent),
    responses((status = 200, description = "The sign-ins, oldest first", body = Vec<SignIn>)),
)]
pub(crate) async fn sign_ins(
    State(state): State<AppState>,
    _: Administrator,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<SignIn>>, Refused> {
    let OfAgent { agent } = Params::of_query(query.as_deref())?.read()?;
    let of = agent.map(AgentId);
    let all = move |floor: &Floor| floor.sign_ins(of).map(|it| shown(floor, it)).collect();
    Ok(Json(state.floor.read(all).await?))
}

fn shown(floor: &Floor, sign_in: sign_in::SignIn<'_>) -> SignIn {
    let (by, access_key) = match sign_in.way {
        sign_in::SignInWay::Password => (SignInBy::Password, None),
        sign_in::SignInWay::Code { .. } => (SignInBy::LogInPage, None),
        sign_in::SignInWay::AccessKey(id) => (SignInBy::AccessKey, Some(id.0.clone())),
    };
    SignIn {
        id: sign_in.chain.0,
        agent: sign_in.agent.0,
        login: floor.agent(sign_in.agent).map(|agent| agent.login.clone()).unwrap_or_default(),
        by,
        access_key,
        client: sign_in.way.client().map(str::to_owned),
        began_at: sign_in.began_at.map(utc),
        renewed_at: sign_in.renewed_at.map(utc),
        expires_at: sign_in.expires_at.map(utc),
    }
}
