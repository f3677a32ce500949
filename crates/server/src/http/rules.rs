//! What every answer has: CORS (A6), the correlation id (A8), safe headers; and its line in the log.

use std::collections::BTreeSet;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::Instant;
use tracing::Instrument;

use crate::{random::Random, state::AppState};

use super::{
    Client, Peer,
    starting::{has_started, once_started},
};

/// Which origins may read answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    /// Where people open the desktop.
    pub(crate) own_origin: String,
    /// Whether that is where every client reaches the server, by a proxy perhaps, because the
    /// configuration says so.
    pub(crate) public: bool,
    /// The origins that are this server's own.
    pub(crate) own: BTreeSet<String>,
    /// The origins whose scripts may call the agent API, our own among them; those of the pages
    /// come on top.
    pub(crate) origins: BTreeSet<String>,
}

impl Rules {
    /// Whether people's browsers speak HTTPS, with this server or with its proxy.
    pub(crate) fn is_https(&self) -> bool {
        self.own_origin.starts_with("https:")
    }
}

const CORRELATION: HeaderName = HeaderName::from_static("correlationid");

/// Clients send a UUID or a few words; more is not theirs to write into our log.
const LONGEST_CORRELATION: usize = 128;

const METHODS: HeaderValue = HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE, OPTIONS");
const HEADERS: HeaderValue = HeaderValue::from_static(
    "authorization, content-type, originating-service-identifier, correlationid",
);
const EXPOSED: HeaderValue = HeaderValue::from_static("correlationid, retry-after");
/// Rules change with a restart, so a browser may keep them for ten minutes.
const KEPT_S: HeaderValue = HeaderValue::from_static("600");

/// Addresses may hold a session id.
const NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");
/// A browser that has been here once takes HTTPS alone for a year. Other names are not ours to
/// bind.
const HTTPS_ALONE: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Only these are for scripts of other origins.
const FOR_SCRIPTS: [&str; 10] = [
    "/incontactapi/",
    "/incontactauthorizationserver/",
    "/auth/token",
    "/auth/jwks",
    "/auth/userinfo",
    "/auth/revoke",
    "/authentication/",
    "/user-management/",
    "/config/",
    "/.well-known/",
];

/// What our own programs ask for, and the pages of the log-in.
const OF_OURS: [&str; 4] = ["/desktop/v1/", "/simulator/", "/admin/v1/", "/auth/"];

/// Answers a preflight, or lets the operation answer, once the floor is there, and adds what every
/// answer has. One layer for all of it: what it holds, each parked poll holds.
pub(crate) async fn apply(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let correlation = request.headers().get(&CORRELATION).and_then(readable).cloned();
    let correlation = correlation.or_else(|| draw(&state.random));
    let id = correlation.as_ref().and_then(|id| id.to_str().ok());
    // Whatever is logged on the request's behalf stands under its id.
    let span = tracing::info_span!("request", correlation = id);
    let path = request.uri().path();
    let for_scripts = FOR_SCRIPTS.iter().any(|prefix| path.starts_with(prefix));
    let is_data = for_scripts || OF_OURS.iter().any(|prefix| path.starts_with(prefix));
    let origin = request.headers().get(header::ORIGIN).cloned();
    if let Some(peer) = request.extensions().get::<Peer>().copied() {
        let client = Client::of(peer, request.headers(), state.rules.public);
        request.extensions_mut().insert(client);
    }
    let mut response = if method == Method::OPTIONS && for_scripts {
        has_started(&state).await;
        StatusCode::NO_CONTENT.into_response()
    } else {
        once_started(&state, request, next).instrument(span.clone()).await
    };
    // Now, because the pages' origins are known once the floor is.
    let allowed = origin
        .filter(|origin| for_scripts && origin.to_str().is_ok_and(|text| state.may_script(text)));
    let headers = response.headers_mut();
    if for_scripts {
        add_cors(headers, allowed, method == Method::OPTIONS);
    }
    if is_data {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::REFERRER_POLICY).or_insert(NO_REFERRER);
    if state.rules.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ALONE);
    }
    let status = response.status();
    if let Some(correlation) = &correlation {
        response.headers_mut().insert(CORRELATION, correlation.clone());
    }
    tracing::info!(
        parent: &span,
        %method,
        route = route.as_ref().map_or("(no such address)", MatchedPath::as_str),
        status = status.as_u16(),
        ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    response
}

fn add_cors(headers: &mut HeaderMap, allowed: Option<HeaderValue>, preflight: bool) {
    headers.insert(header::VARY, HeaderValue::from_static("origin"));
    let Some(origin) = allowed else { return };
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    if preflight {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, KEPT_S);
    }
}

/// Makes an id for a client that sends none.
fn draw(random: &Random) -> Option<HeaderValue> {
    let id = random.bytes().map(u64::from_ne_bytes).ok()?;
    HeaderValue::from_str(&format!("{id:016x}")).ok()
}

fn readable(value: &HeaderValue) -> Option<&HeaderValue> {
    (value.len() <= LONGEST_CORRELATION && value.to_str().is_ok()).then_some(value)
}
