//! The files for the browser, out of the binary: desktop, page of the operations, phone page, demo
//! pages.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use cordboard_acd::{
    Setup,
    setup::{Page, PageEntryId},
};
use cordboard_protocol::problem::ProblemType;

use crate::{
    config::{Config, Origin},
    fingerprint::fingerprint,
    problem::Refused,
    state::AppState,
};

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// A file as `build.rs` found it.
struct Embedded {
    path: &'static str,
    bytes: &'static [u8],
    brotli: Option<&'static [u8]>,
}

/// Files by their addresses.
pub(crate) struct StaticFiles {
    files: BTreeMap<&'static str, File>,
    frame_ancestors: Vec<Origin>,
}

struct File {
    bytes: &'static [u8],
    brotli: Option<&'static [u8]>,
    etag: HeaderValue,
    content_type: HeaderValue,
}

/// Where the desktop's page is: the desktop itself, and the window that holds a popped-out page.
const DESKTOP_PAGES: [&str; 2] = ["/", "/popout"];

/// Shown when the binary was built without the desktop.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
    <title>Cordboard</title><h1>The desktop is not in this binary</h1>\
    <p><code>cargo xtask run</code> builds it, then the server with it. The agent API works.</p>";

impl StaticFiles {
    /// Gives the desktop, the page that tries the operations, and the phone page.
    pub(crate) fn of_desktop(config: &Config) -> Self {
        let phone = if config.simulator.enabled { PHONE } else { &[] };
        let files = DESKTOP.iter().chain(OPENAPI).chain(phone);
        let frame_ancestors = config.listen.frame_ancestors.clone();
        Self { files: files.map(File::of).collect(), frame_ancestors }
    }

    /// Gives the demo pages.
    pub(crate) fn of_pages() -> Self {
        Self { files: PAGES.iter().map(File::of).collect(), frame_ancestors: Vec::new() }
    }

    /// Answers from a folder of plain pages: `/x/` is `/x/index.html`, `/x` leads to `/x/`.
    pub(crate) fn answer_page(&self, path: &str, headers: &HeaderMap) -> Response {
        let index = format!("{}/index.html", path.trim_end_matches('/'));
        if let Some(file) = self.files.get(path) {
            file.answer(headers)
        } else if path.ends_with('/') && self.files.contains_key(index.as_str()) {
            self.files.get(index.as_str()).map_or_else(nothing_there, |file| file.answer(headers))
        } else if self.files.contains_key(index.as_str()) {
            match HeaderValue::try_from(format!("{path}/")) {
                Ok(to) => {
                    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to)]).into_response()
                }
                Err(_) => nothing_there(),
            }
        } else {
            nothing_there()
        }
    }

    fn answer(&self, path: &str, headers: &HeaderMap, setup: &Setup) -> Response {
        let mut response = if DESKTOP_PAGES.contains(&path) {
            match self.files.get("/index.html") {
                Some(file) => file.answer(headers),
                None => (
                    StatusCode::SERVICE_UNAVAILABLE,
                    [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
                    NOT_BUILT,
                )
                    .into_response(),
            }
        } else if let "/phone" | "/openapi" = path.trim_end_matches('/') {
            let index = format!("{}/index.html", path.trim_end_matches('/'));
            self.files.get(index.as_str()).map_or_else(nothing_there, |file| file.answer(headers))
        } else {
            self.files.get(path).map_or_else(nothing_there, |file| file.answer(headers))
        };
        let added = response.headers_mut();
        added.insert(
            header::CONTENT_SECURITY_POLICY,
            desktop_policy(&setup.pages, &self.frame_ancestors),
        );
        added.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        response
    }
}

/// Answers a request for a file of the desktop; anything else is no address.
pub(crate) async fn desktop_file(State(state): State<AppState>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Refused::from(ProblemType::UnknownAddress).into_response();
    }
    state.static_files.answer(request.uri().path(), request.headers(), &state.setup())
}

fn nothing_there() -> Response {
    Refused::from(ProblemType::UnknownAddress).into_response()
}

impl File {
    fn of(embedded: &Embedded) -> (&'static str, Self) {
        let name = fingerprint(embedded.bytes);
        let file = Self {
            bytes: embedded.bytes,
            brotli: embedded.brotli,
            etag: HeaderValue::try_from(format!("\"{name}\""))
                .unwrap_or(HeaderValue::from_static("\"\"")),
            content_type: content_type(embedded.path),
        };
        (embedded.path, file)
    }

    fn answer(&self, headers: &HeaderMap) -> Response {
        let known = headers.get_all(header::IF_NONE_MATCH).iter().any(|value| {
            value.to_str().is_ok_and(|tags| {
                tags.split(',').any(|tag| {
                    let tag = tag.trim();
                    tag.strip_prefix("W/").unwrap_or(tag).as_bytes() == self.etag.as_bytes()
                })
            })
        });
        let mut response = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            match self.brotli.filter(|_| accepts_brotli(headers)) {
                Some(bytes) => {
                    ([(header::CONTENT_ENCODING, HeaderValue::from_static("br"))], bytes)
                        .into_response()
                }
                None => self.bytes.into_response(),
            }
        };
        let added: [(HeaderName, HeaderValue); 4] = [
            // Asked for anew each time, answered with 304 while it is the same.
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            (header::ETAG, weak(&self.etag)),
            (header::VARY, HeaderValue::from_static("accept-encoding")),
            (header::CONTENT_TYPE, self.content_type.clone()),
        ];
        for (name, value) in added {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// The plain form and the brotli form are the same file, not the same bytes.
fn weak(etag: &HeaderValue) -> HeaderValue {
    HeaderValue::try_from([b"W/", etag.as_bytes()].concat()).unwrap_or_else(|_| etag.clone())
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|it| it.to_str().ok()).any(|list| {
        list.split(',').any(|coding| {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
            let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
            name.trim().eq_ignore_ascii_case("br") && !refused
        })
    })
}

fn content_type(path: &str) -> HeaderValue {
    HeaderValue::from_static(match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("mp3") => "audio/mpeg",
        Some("ogg") => "audio/ogg",
        Some("wav") => "audio/wav",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    })
}

static NOTHING_ELSE: HeaderValue = HeaderValue::from_static("default-src 'self'");

/// What the desktop may load: its own files, the pages' frames, and pictures on contact cards
/// (P44: https, and http on loopback).
fn desktop_policy(pages: &BTreeMap<PageEntryId, Page>, ancestors: &[Origin]) -> HeaderValue {
    let frames: BTreeSet<&str> =
        pages.values().flat_map(|page| page.frame_origins.iter().map(String::as_str)).collect();
    let frames: Vec<&str> = frames.into_iter().collect();
    let ancestors: Vec<&str> = ancestors.iter().map(|origin| origin.0.as_str()).collect();
    let ancestors = if ancestors.is_empty() { "'none'".to_owned() } else { ancestors.join(" ") };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data: https: http://localhost:* http://127.0.0.1:*; connect-src 'self'; \
         frame-src 'self' {}; frame-ancestors {ancestors}; base-uri 'none'; form-action 'self'; \
         object-src 'none'",
        frames.join(" "),
    );
    HeaderValue::try_from(policy).unwrap_or_else(|_| NOTHING_ELSE.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    static FILE: Embedded =
        Embedded { path: "/a.wasm", bytes: b"plain", brotli: Some(b"squeezed") };

    fn answer(headers: &[(HeaderName, &str)]) -> Response {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()))
            .collect();
        File::of(&FILE).1.answer(&headers)
    }

    #[test]
    fn brotli_goes_to_whom_accepts_it() {
        for (accepts, encoded) in
            [("gzip, br", true), ("br;q=1.0", true), ("gzip", false), ("br;q=0", false)]
        {
            let response = answer(&[(header::ACCEPT_ENCODING, accepts)]);
            assert_eq!(response.headers().contains_key(header::CONTENT_ENCODING), encoded);
            assert_eq!(response.headers()[header::CONTENT_TYPE], "application/wasm");
        }
    }

    #[test]
    fn a_file_that_is_known_is_not_sent_again() {
        let etag = answer(&[]).headers()[header::ETAG].to_str().unwrap().to_owned();
        let again = answer(&[(header::IF_NONE_MATCH, &etag)]);
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let other = answer(&[(header::IF_NONE_MATCH, "\"other\"")]);
        assert_eq!(other.status(), StatusCode::OK);
    }
}
