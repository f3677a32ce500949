//! What comes while the floor is made again from its journal.

use std::time::Duration;

use axum::{
    extract::{MatchedPath, Request},
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

/// Whether what answers at a route needs the floor.
pub(crate) fn waits_for_floor(route: &str) -> bool {
    !OF_ITSELF.contains(&route)
}

/// Waits for the floor, not for ever.
pub(super) async fn has_started(state: &AppState) -> bool {
    timeout(LONGEST_WAIT, state.readiness.started()).await.is_ok()
}

/// Lets a request wait for the floor.
pub(super) async fn once_started(state: &AppState, request: Request, next: Next) -> Response {
    // The desktop's files have no route of their own, and wait as well: which frames it may show
    // is part of the configuration.
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let needs_floor = route.is_none_or(waits_for_floor);
    if needs_floor && !has_started(state).await {
        let starting = Refused {
            kind: ProblemType::Starting,
            detail: None,
            retry_after_s: Some(RETRY_AFTER_S),
        };
        return starting.into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::{
        body::Body,
        http::{StatusCode, header},
    };
    use tokio::time::Instant;
    use tower::ServiceExt;

    use crate::{
        administration::InitCode,
        attempts::Attempts,
        clock::Clock,
        config::Config,
        floor,
        http::Rules,
        log_in_page::LogInPage,
        metrics::Metrics,
        passwords::Passwords,
        random::Random,
        readiness::{Readiness, ReadinessSign},
        router::router,
        state::Inner,
        static_files::StaticFiles,
        tokens::{Codes, RefreshTokens, TokenKeys, Tokens},
    };

    use super::*;

    /// A server whose floor has not been made again.
    fn starting() -> AppState {
        let address = std::net::SocketAddr::from(([127, 0, 0, 1], 1));
        let config = Config::demo(address, address, &crate::config::OwnPages::default()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (clock, (floor, _)) = (Clock::start(), floor::channel());
        let keys = Arc::new(TokenKeys::of_folder(folder.path(), 60, clock.now()).unwrap());
        AppState::new(Inner {
            token_keys: Arc::clone(&keys),
            clock: clock.clone(),
            framing: crate::framing::FramingLook::new("http://localhost:1", &[], clock.clone()),
            random: Random::default(),
            readiness: ReadinessSign::new(),
            metrics: Metrics::new(),
            metrics_token: None,
            journal: std::sync::OnceLock::new(),
            floor: floor.clone(),
            tokens: Tokens::new(keys, clock, &config.tokens),
            refresh_tokens: RefreshTokens::new(config.tokens.refresh_s, floor),
            codes: Codes::new(60),
            log_in_page: LogInPage::new(&Random::default()).unwrap(),
            passwords: Passwords::new().unwrap(),
            attempts: Attempts::default(),
            init_code: InitCode::of_folder(&config.listen.data),
            rules: Rules::default(),
            static_files: StaticFiles::of_desktop(&config),
            customers: None,
            config,
        })
    }

    async fn get(state: &AppState, path: &str) -> Response {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        router(state.clone()).oneshot(request).await.unwrap()
    }

    const READ: &str = "/incontactapi/services/agents/1";

    #[tokio::test(start_paused = true)]
    async fn what_needs_the_floor_waits_for_it_but_not_for_ever() {
        let state = starting();
        let begun = Instant::now();
        assert_eq!(get(&state, "/healthz").await.status(), StatusCode::OK);
        assert_eq!(get(&state, "/readyz").await.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(begun.elapsed(), Duration::ZERO);
        let refused = get(&state, READ).await;
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(refused.headers()[header::RETRY_AFTER], "5");
        assert_eq!(begun.elapsed(), LONGEST_WAIT);

        let (waits, at_once) = (state.clone(), state.readiness.clone());
        let waits = tokio::spawn(async move { get(&waits, READ).await });
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(!waits.is_finished());
        at_once.set(Readiness::Ready);
        assert_eq!(waits.await.unwrap().status(), StatusCode::UNAUTHORIZED);
        assert_eq!(get(&state, "/readyz").await.status(), StatusCode::OK);
        state.readiness.set(Readiness::Ending);
        state.readiness.set(Readiness::Ready);
        assert_eq!(get(&state, "/readyz").await.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}
