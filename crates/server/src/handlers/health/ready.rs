use axum::{extract::State, http::StatusCode};

use crate::{readiness::Readiness, state::AppState};

/// Says whether the server can do its work: `GET /readyz`.
///
/// # Shape
/// Plain text: `ready`, or with 503 why not.
pub(crate) async fn ready(State(state): State<AppState>) -> (StatusCode, String) {
    let no = |why: &str| (StatusCode::SERVICE_UNAVAILABLE, why.to_owned());
    match state.readiness.get() {
        Readiness::Ready => (StatusCode::OK, "ready".to_owned()),
        Readiness::Starting => no("starting: the floor is made again from its journal"),
        Readiness::HeldUp(reason) | Readiness::StandsStill(reason) => no(&reason),
        Readiness::Ending => no("ending: the server has been told to"),
    }
}
