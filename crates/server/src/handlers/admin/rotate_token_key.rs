use axum::{extract::State, http::StatusCode};
use cordboard_acd::{Actor, Command};
use cordboard_protocol::{access_key::RotateTokenKey, problem::ProblemType};

use crate::{
    http::{Administrator, JsonBody},
    problem::Refused,
    state::AppState,
    tokens::KeyError,
};

/// Lets a new key sign tokens from now on. With `at_once`, all that the keys before it signed ends,
/// the token of this very call too. Who asked is kept.
///
/// # Errors
/// `not-in-this-state` when the key was replaced very often of late.
#[utoipa::path(
    post,
    path = "/admin/v1/token-key",
    request_body = RotateTokenKey,
    responses((status = 204, description = "It signs")),
)]
pub(crate) async fn rotate_token_key(
    State(state): State<AppState>,
    Administrator(by): Administrator,
    JsonBody(RotateTokenKey { at_once }): JsonBody<RotateTokenKey>,
) -> Result<StatusCode, Refused> {
    // First of all: no key is replaced without a word of who had it done.
    let command = Command::OrderTokenKey { by: Actor::Administrator(by), at_once };
    state.floor.command(command, |_, _| ()).await?;
    let (longest_s, now) = (state.config.tokens.longest_s(), state.clock.now());
    match state.token_keys.rotate(longest_s, at_once, now).await {
        Ok(()) => {
            tracing::info!(at_once, "an administrator has replaced the token key");
            Ok(StatusCode::NO_CONTENT)
        }
        Err(error @ KeyError::TooMany) => {
            Err(Refused::because(ProblemType::NotInThisState, error.to_string()))
        }
        Err(error) => {
            tracing::error!(%error, "the token key was not replaced");
            Err(ProblemType::Internal.into())
        }
    }
}
