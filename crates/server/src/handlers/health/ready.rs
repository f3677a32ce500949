use axum::{extract::State, http::StatusCode};

use crate::{problem::Refused, readiness::Readiness, state::AppState};

use super::Watcher;

/// Says whether the server can do its work.
///
/// # Shape
/// Plain text: `ready`, or with 503 why not. Reasons name files, so they are for those who may
/// read `/metrics` too.
#[utoipa::path(
    get,
    path = "/readyz",
    responses(
        (status = 200, description = "It can", body = String, content_type = "text/plain"),
        (status = 503, description = "It cannot, and why", body = String, content_type = "text/plain"),
    ),
)]
pub(crate) async fn ready(
    State(state): State<AppState>,
    watcher: Result<Watcher, Refused>,
) -> (StatusCode, String) {
    let no = |why: &str| (StatusCode::SERVICE_UNAVAILABLE, why.to_owned());
    match state.readiness.get() {
        Readiness::Ready => (StatusCode::OK, "ready".to_owned()),
        Readiness::Starting => no("starting: the floor is made again from its journal"),
        Readiness::HeldUp(reason) | Readiness::StandsStill(reason) if watcher.is_ok() => {
            no(&reason)
        }
        Readiness::HeldUp(_) | Readiness::StandsStill(_) => {
            no("nothing can be made durable: the server's log says why")
        }
        Readiness::Ending => no("ending: the server has been told to"),
    }
}
