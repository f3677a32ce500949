use axum::{Extension, Json, extract::State, http::HeaderMap};
use cordboard_protocol::token::{AccessKeyRequest, TokenRequest, TokenResponse};

use crate::{
    http::{Base, Client, Params},
    problem::Refused,
    state::AppState,
};

use super::{
    given::Id,
    grants::{application, begin, client},
    refused::TokenRefused,
};

const WRONG: &str = "accessKeyId or accessKeySecret is wrong, or the key was revoked";

/// Gives a token for an access key.
///
/// # Errors
/// `bad-value`, `not-authenticated`, `too-many-attempts` with `Retry-After`.
///
/// # Source
/// `docs/agent-api.md` section 2.
#[utoipa::path(
    post,
    path = "/authentication/v1/token/access-key",
    request_body = AccessKeyRequest,
    responses((status = 200, description = "A token", body = TokenResponse)),
)]
pub(crate) async fn access_key(
    State(state): State<AppState>,
    Extension(Client(from)): Extension<Client>,
    base: Base,
    headers: HeaderMap,
    params: Result<Params, Refused>,
) -> Result<Json<TokenResponse>, TokenRefused> {
    let client = client(&TokenRequest::default(), application(&headers)?);
    let request: AccessKeyRequest = params?.read()?;
    let AccessKeyRequest { access_key_id: id, access_key_secret: secret } = request;
    let proved = state.prove_by_access_key(from, &id, &secret).await?;
    let proved = proved.ok_or(TokenRefused::NotGranted(WRONG))?;
    let id = Id { client, nonce: None };
    Ok(begin(&state, proved, String::new(), id, WRONG).await?.answer(&state, &base)?)
}
