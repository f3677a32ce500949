use axum::{Extension, Json, extract::State, http::HeaderMap};
use cordboard_protocol::token::{TokenRequest, TokenResponse};

use crate::{
    http::{Base, Client, Params},
    problem::Refused,
    state::AppState,
};

use super::{
    grants::{
        TOKEN_EXCHANGE, application, by_code, by_exchange, by_password, by_refresh_token, client,
    },
    refused::TokenRefused,
};

/// Gives a token with an `id_token`, for a code of the log-in page, a refresh token, an access key,
/// another access token, or log-in name and password: the token endpoint of the discovery.
///
/// # Errors
/// `bad-value` with the errors of `OAuth` 2, `too-many-attempts` with `Retry-After`.
///
/// # Source
/// `docs/agent-api.md` section 2; RFC 6749 section 5.
#[utoipa::path(
    post,
    path = "/auth/token",
    request_body(content((TokenRequest = "application/json"), (TokenRequest = "application/x-www-form-urlencoded"))),
    responses((status = 200, description = "A token", body = TokenResponse)),
)]
pub(crate) async fn grant(
    State(state): State<AppState>,
    Extension(Client(from)): Extension<Client>,
    base: Base,
    headers: HeaderMap,
    params: Result<Params, Refused>,
) -> Result<Json<TokenResponse>, TokenRefused> {
    let application = application(&headers)?;
    let request: TokenRequest = params?.read()?;
    let client = client(&request, application);
    let given = match request.grant_type.as_str() {
        "authorization_code" => by_code(&state, request, client).await,
        "refresh_token" => by_refresh_token(&state, request, client).await,
        "password" => by_password(&state, from, request, client).await,
        TOKEN_EXCHANGE => by_exchange(&state, request, client),
        _ => {
            let detail = "grant_type: expected authorization_code, refresh_token, password or \
                          urn:ietf:params:oauth:grant-type:token-exchange";
            return Err(TokenRefused::UnsupportedGrant(detail));
        }
    };
    match given {
        Ok(given) => Ok(given.answer(&state, &base)?),
        Err(TokenRefused::NotGranted(detail)) => Err(TokenRefused::BadGrant(detail)),
        Err(refused) => Err(refused),
    }
}
