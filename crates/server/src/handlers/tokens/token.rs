use axum::{Extension, Json, extract::State, http::HeaderMap};
use cordboard_protocol::token::{TokenRequest, TokenResponse};

use crate::{
    http::{Base, Client, Params},
    problem::Refused,
    state::AppState,
};

use super::{
    grants::{application, by_password, by_refresh_token, client},
    refused::TokenRefused,
};

/// Gives a token for log-in name and password, or for a refresh token.
///
/// # Errors
/// `bad-value`, `not-authenticated`, `too-many-attempts` with `Retry-After`.
///
/// # Source
/// `docs/agent-api.md` section 2, A2.
#[utoipa::path(
    post,
    path = "/InContactAuthorizationServer/Token",
    request_body(content((TokenRequest = "application/json"), (TokenRequest = "application/x-www-form-urlencoded"))),
    responses((status = 200, description = "A token", body = TokenResponse)),
)]
pub(crate) async fn token(
    State(state): State<AppState>,
    Extension(Client(from)): Extension<Client>,
    base: Base,
    headers: HeaderMap,
    params: Result<Params, Refused>,
) -> Result<Json<TokenResponse>, TokenRefused> {
    let application = application(&headers)?;
    let request: TokenRequest = params?.read()?;
    let client = client(&request, application);
    let mut given = match request.grant_type.as_str() {
        "password" => by_password(&state, from, request, client).await?,
        "refresh_token" => by_refresh_token(&state, request, client).await?,
        _ => {
            let detail = "grant_type: expected password or refresh_token";
            return Err(TokenRefused::UnsupportedGrant(detail));
        }
    };
    given.id = None;
    Ok(given.answer(&state, &base)?)
}
