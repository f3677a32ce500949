use axum::{extract::State, http::StatusCode};
use cordboard_protocol::token::RevokeRequest;

use crate::{http::Params, problem::Refused, state::AppState};

use super::refused::TokenRefused;

/// Ends a sign-in by its refresh token or an access token. A token that does not hold is answered
/// alike.
///
/// # Errors
/// `bad-value` without a token.
///
/// # Source
/// `docs/agent-api.md` section 2; RFC 7009.
#[utoipa::path(
    post,
    path = "/auth/revoke",
    request_body(content((RevokeRequest = "application/x-www-form-urlencoded"), (RevokeRequest = "application/json"))),
    responses((status = 200, description = "It does not hold, whatever it was")),
)]
pub(crate) async fn revoke(
    State(state): State<AppState>,
    params: Result<Params, Refused>,
) -> Result<StatusCode, TokenRefused> {
    let request: RevokeRequest = params?.read()?;
    let token = request.token.ok_or(TokenRefused::BadRequest("token is expected"))?;
    match state.tokens.judge(&token) {
        Ok(judged) => {
            if let Some(sign_in) = judged.sign_in {
                state.refresh_tokens.end(sign_in).await?;
            }
        }
        Err(_) => state.refresh_tokens.end_of(&token).await?,
    }
    Ok(StatusCode::OK)
}
