//! Goes to a page's address and reads its headers, within limits.

use std::{
    collections::BTreeMap,
    error::Error,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::http::{HeaderMap, StatusCode, header};
use cordboard_acd::Time;
use cordboard_protocol::desktop::{FramingVerdict, WillFrame};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;
use tokio::sync::{OnceCell, Semaphore};
use url::{Host, Url};

use crate::{
    clock::Clock,
    config::{Network, is_loopback},
};

use super::{ancestors::refusal, networks::may_go};

/// A page that has not answered by then is one that an agent would wait for too.
const LONGEST_LOOK: Duration = Duration::from_secs(5);

/// A page that leads on more often leads nowhere.
const MOST_REDIRECTS: usize = 5;

/// So many looks at once: a shift that logs in together looks at the same few addresses.
const MOST_AT_ONCE: usize = 8;

/// So long a verdict is believed. Who mends a page's headers sees it soon.
const BELIEVED_MS: u64 = 60_000;

/// So many verdicts are kept: more addresses than any desktop has pages. When it is full, the
/// oldest goes.
const MOST_KEPT: usize = 500;

/// By address and origins: since when, and what was found or is being found.
type Known = BTreeMap<(Url, Vec<String>), (Time, Arc<OnceCell<FramingVerdict>>)>;

/// Looks whether pages let themselves be framed, and remembers it for a while.
pub(crate) struct FramingLook {
    client: Option<reqwest::Client>,
    /// Where the frame would be.
    desktop: Option<Url>,
    networks: Arc<[Network]>,
    clock: Clock,
    at_once: Semaphore,
    known: Mutex<Known>,
}

impl FramingLook {
    /// Frames stand in the desktop, whose origin is `desktop`. Private addresses are gone to only
    /// in `networks`.
    pub(crate) fn new(desktop: &str, networks: &[Network], clock: Clock) -> Self {
        let networks: Arc<[Network]> = networks.into();
        let client = reqwest::Client::builder()
            // Each address that a page leads to is judged anew.
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would go where the server may not.
            .no_proxy()
            .referer(false)
            .dns_resolver(PublicNames(Arc::clone(&networks)))
            .pool_max_idle_per_host(0)
            .user_agent(concat!("Cordboard/", env!("CARGO_PKG_VERSION"), " (will it frame?)"))
            .build();
        if let Err(error) = &client {
            tracing::warn!("whether pages let themselves be framed cannot be looked at: {error}");
        }
        Self {
            client: client.ok(),
            desktop: Url::parse(desktop).ok(),
            networks,
            clock,
            at_once: Semaphore::new(MOST_AT_ONCE),
            known: Mutex::default(),
        }
    }

    /// Says whether the page at an address will be seen in a frame of the desktop, which shows
    /// `frame_origins` there.
    pub(crate) async fn look(&self, address: &Url, frame_origins: &[String]) -> FramingVerdict {
        // Whoever asks the same at the same time waits for the same look.
        let verdict = self.verdict_of((address.clone(), frame_origins.to_vec()));
        verdict.get_or_init(|| self.look_now(address, frame_origins)).await.clone()
    }

    async fn look_now(&self, address: &Url, frame_origins: &[String]) -> FramingVerdict {
        let _turn = self.at_once.acquire().await;
        let looked = tokio::time::timeout(LONGEST_LOOK, self.follow(address, frame_origins)).await;
        looked.unwrap_or_else(|_| {
            unknown(format!("it has not answered within {} s", LONGEST_LOOK.as_secs()))
        })
    }

    async fn follow(&self, address: &Url, frame_origins: &[String]) -> FramingVerdict {
        let (Some(client), Some(desktop)) = (&self.client, &self.desktop) else {
            return unknown("this server cannot look at pages".to_owned());
        };
        let mut at = address.clone();
        for _ in 0..=MOST_REDIRECTS {
            let origin = at.origin().ascii_serialization();
            if !frame_origins.contains(&origin) {
                return refuses(format!(
                    "it leads on to {origin}, which is not among the entry's frame_origins"
                ));
            }
            if desktop.scheme() == "https" && at.scheme() == "http" && !is_loopback(&at) {
                return refuses(
                    "its address begins with http, and browsers show no such page in a desktop \
                     that begins with https"
                        .to_owned(),
                );
            }
            if literal(&at).is_some_and(|address| !may_go(address, &self.networks)) {
                return unknown(PRIVATE.to_owned());
            }
            let request = client.get(at.clone());
            let request = request.header(header::ACCEPT, "text/html,*/*;q=0.8");
            // Only the headers are read: however much follows, it is not taken.
            let answer = match request.send().await {
                Ok(answer) => answer,
                Err(error) => return unknown(in_words(&error)),
            };
            let next = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
            match next.map(|next| at.join(next)) {
                Some(next) if answer.status().is_redirection() => match next {
                    Ok(next) if matches!(next.scheme(), "http" | "https") => at = next,
                    Ok(_) | Err(_) => return unknown("it leads on to no web address".to_owned()),
                },
                Some(_) | None => {
                    let nothing = || shows_nothing(answer.status(), answer.headers());
                    return match refusal(answer.headers(), &at, desktop).or_else(nothing) {
                        Some(reason) => refuses(reason),
                        None => frames(),
                    };
                }
            }
        }
        unknown(format!("it leads on more than {MOST_REDIRECTS} times"))
    }

    fn verdict_of(&self, key: (Url, Vec<String>)) -> Arc<OnceCell<FramingVerdict>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        let is_believed = |at: Time| now.0.saturating_sub(at.0) < BELIEVED_MS;
        if let Some((_, verdict)) = known.get(&key).filter(|(at, _)| is_believed(*at)) {
            return Arc::clone(verdict);
        }
        if known.len() >= MOST_KEPT {
            let oldest = known.iter().min_by_key(|(_, (at, _))| *at).map(|(key, _)| key.clone());
            oldest.map(|oldest| known.remove(&oldest));
        }
        let verdict = Arc::default();
        known.insert(key, (now, Arc::clone(&verdict)));
        verdict
    }
}

fn frames() -> FramingVerdict {
    FramingVerdict { verdict: WillFrame::Frames, reason: String::new() }
}

fn refuses(reason: String) -> FramingVerdict {
    FramingVerdict { verdict: WillFrame::Refuses, reason }
}

fn unknown(reason: String) -> FramingVerdict {
    FramingVerdict { verdict: WillFrame::Unknown, reason }
}

/// Says why a browser has nothing to show of an answer that lets itself be framed.
fn shows_nothing(status: StatusCode, headers: &HeaderMap) -> Option<String> {
    if matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT) {
        return Some(format!("it answers {}, with nothing to show", status.as_u16()));
    }
    let disposition = headers.get(header::CONTENT_DISPOSITION)?;
    let disposition = String::from_utf8_lossy(disposition.as_bytes());
    let kind = disposition.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("attachment").then(|| {
        "it answers Content-Disposition: attachment, so that browsers download it instead of \
         showing it"
            .to_owned()
    })
}

/// The number in an address, which no name service is asked for.
fn literal(address: &Url) -> Option<IpAddr> {
    match address.host()? {
        Host::Ipv4(address) => Some(address.into()),
        Host::Ipv6(address) => Some(address.into()),
        Host::Domain(_) => None,
    }
}

const PRIVATE: &str =
    "it is in a private network, where this server looks only at what networks in [framing] allows";

/// Finds names, and forgets what the server may not go to: what is connected to is what was judged.
struct PublicNames(Arc<[Network]>);

#[derive(Debug, Error)]
#[error("every address of the name is private")]
struct OnlyPrivate;

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let networks = Arc::clone(&self.0);
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let public: Vec<SocketAddr> =
                found.into_iter().filter(|it| may_go(it.ip(), &networks)).collect();
            if public.is_empty() {
                return Err(OnlyPrivate.into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// Says what went wrong without the address, which may name a customer.
fn in_words(error: &reqwest::Error) -> String {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    let mut last = String::new();
    while let Some(error) = cause {
        if error.is::<OnlyPrivate>() {
            return PRIVATE.to_owned();
        }
        last = error.to_string();
        cause = error.source();
    }
    if error.is_connect() {
        return format!("this server cannot reach it ({last})");
    }
    format!("it gave no answer that can be read ({last})")
}
