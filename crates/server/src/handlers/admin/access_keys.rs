use axum::{
    Json,
    extract::{RawQuery, State},
};
use cordboard_acd::{AgentId, access_key::KnownAccessKey};
use cordboard_protocol::access_key::{AccessKey, OfAgent};

use crate::{
    http::{Administrator, Params},
    problem::Refused,
    state::AppState,
    wire::utc,
};

/// Lists access keys, without their secrets.
///
/// # Errors
/// `bad-value`.
#[utoipa::path(
    get,
    path = "/admin/v1/access-keys",
    params(OfAgent),
    responses((status = 200, description = "The access keys", body = Vec<AccessKey>)),
)]
pub(crate) async fn access_keys(
    State(state): State<AppState>,
    _: Administrator,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<AccessKey>>, Refused> {
    let OfAgent { agent } = Params::of_query(query.as_deref())?.read()?;
    let of = agent.map(AgentId);
    let keys = state.floor.read(move |floor| {
        let keys = floor.access_keys();
        keys.filter(|known| of.is_none_or(|of| of == known.key.agent)).map(shown).collect()
    });
    Ok(Json(keys.await?))
}

fn shown(known: &KnownAccessKey) -> AccessKey {
    AccessKey {
        id: known.key.id.0.clone(),
        agent: known.key.agent.0,
        name: known.key.name.clone(),
        made_at: utc(known.made_at),
        used_at: known.used_at.map(utc),
    }
}
