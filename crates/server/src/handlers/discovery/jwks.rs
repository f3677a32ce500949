use axum::{Json, extract::State};
use cordboard_protocol::discovery::Jwks;

use crate::state::AppState;

/// Gives the keys that tokens are checked with: `GET /auth/jwks`.
///
/// # Source
/// `docs/agent-api.md` section 2.
pub(crate) async fn jwks(State(state): State<AppState>) -> Json<Jwks> {
    Json(state.token_keys.ring().jwks(state.clock.now()))
}
