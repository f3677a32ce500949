use axum::{Json, extract::State, http::StatusCode};
use cordboard_acd::{AccessKey, AccessKeyId, Actor, Change};
use cordboard_protocol::{
    access_key::{MadeAccessKey, NewAccessKey},
    problem::ProblemType,
};

use crate::{
    config::EntryName,
    http::{Administrator, Entry, JsonBody},
    problem::Refused,
    state::AppState,
    tokens::{draw_letters, hash},
};

use super::change;

/// Makes an access key for an agent. Its secret is in this answer and nowhere else.
///
/// # Errors
/// `bad-value` when the agent has as many as one may have, `unknown-address`, `unknown-resource`.
#[utoipa::path(
    post,
    path = "/admin/v1/{kind}/{id}/access-keys",
    request_body = NewAccessKey,
    responses((status = 201, description = "The access key", body = MadeAccessKey)),
)]
pub(crate) async fn make_access_key(
    State(state): State<AppState>,
    Administrator(by): Administrator,
    Entry(entry): Entry,
    JsonBody(NewAccessKey { name }): JsonBody<NewAccessKey>,
) -> Result<(StatusCode, Json<MadeAccessKey>), Refused> {
    let EntryName::Agent(agent) = entry else { return Err(ProblemType::UnknownAddress.into()) };
    let access_key_id = draw_letters::<ID_CHARS>(&state.random)?;
    let access_key_secret = draw_letters::<SECRET_CHARS>(&state.random)?;
    let (id, secret) = (AccessKeyId(access_key_id.clone()), hash(&access_key_secret));
    change(&state.floor, Actor::Administrator(by), None, |_| {
        let (id, name) = (id.clone(), name.trim().to_owned());
        Ok(vec![Change::AccessKey(AccessKey { id, agent, name, secret })])
    })
    .await?;
    Ok((StatusCode::CREATED, Json(MadeAccessKey { access_key_id, access_key_secret })))
}

/// 130 bits: nobody comes upon one by chance.
const ID_CHARS: usize = 26;
/// 260 bits.
const SECRET_CHARS: usize = 52;
