//! What comes while the floor is made again from its journal.

use std::time::Duration;

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use cordboard_protocol::problem::ProblemType;
use tokio::time::timeout;

use crate::{problem::Refused, state::AppState};

/// A restart is over in less: who waits for it meets a moment's silence, not an error.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// A journal that is read for so long is a long one.
const RETRY_AFTER_S: u64 = 5;

/// These say how the server is: they never wait for it.
const OF_ITSELF: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Waits for the floor, not for ever.
pub(super) async fn has_started(state: &AppState) -> bool {
    timeout(LONGEST_WAIT, state.readiness.started()).await.is_ok()
}

/// Lets a request wait for the floor.
pub(crate) async fn once_started(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    // The desktop's files have no route of their own, and wait as well: which frames it may show
    // is part of the configuration.
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let needs_floor = route.is_none_or(|route| !OF_ITSELF.contains(&route));
    if needs_floor && !has_started(&state).await {
        let starting = Refused {
            kind: ProblemType::Starting,
            detail: None,
            retry_after_s: Some(RETRY_AFTER_S),
        };
        return starting.into_response();
    }
    next.run(request).await
}
