use axum::{Json, extract::State};
use cordboard_protocol::discovery::Jwks;

use crate::state::AppState;

/// Gives the keys that tokens are checked with.
///
/// # Source
/// `docs/agent-api.md` section 2.
#[utoipa::path(
    get,
    path = "/auth/jwks",
    responses((status = 200, description = "The keys", body = Jwks)),
)]
pub(crate) async fn jwks(State(state): State<AppState>) -> Json<Jwks> {
    Json(state.token_keys.ring().jwks(state.clock.now()))
}
