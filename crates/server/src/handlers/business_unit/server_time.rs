use axum::{Json, extract::State};
use cordboard_protocol::server_time::ServerTime;

use crate::{http::Caller, state::AppState, wire};

/// Reads the server's time.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "server-time",
    responses((status = 200, description = "The time", body = ServerTime)),
)]
pub(crate) async fn server_time(State(state): State<AppState>, _: Caller) -> Json<ServerTime> {
    Json(ServerTime { server_time: wire::utc(state.clock.now()) })
}
