//! Who has sent a request, when a proxy stands between.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName};

use super::Peer;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address of whoever has sent the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Client(pub(crate) IpAddr);

impl Client {
    /// Believes what the proxy says, when there is to be one and it is on this machine: anybody
    /// can write such a header.
    pub(super) fn of(peer: Peer, headers: &HeaderMap, behind_proxy: bool) -> Self {
        let peer = peer.0.ip().to_canonical();
        let forwarded = (behind_proxy && peer.is_loopback()).then(|| forwarded_for(headers));
        Self(forwarded.flatten().unwrap_or(peer))
    }
}

/// The last entry of `X-Forwarded-For`, which the nearest proxy has written; the others came with
/// the request.
pub(crate) fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let entries = headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?;
    let last = entries.rsplit(',').next()?.trim();
    last.parse().map(|address: IpAddr| address.to_canonical()).ok()
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::http::HeaderValue;

    use super::*;

    const HERE: &str = "127.0.0.1:5";

    fn client(peer: &str, entries: &[&'static str], behind_proxy: bool) -> String {
        let values = entries.iter().map(|it| (FORWARDED_FOR, HeaderValue::from_static(it)));
        let headers: HeaderMap = values.collect();
        let peer = Peer(peer.parse::<SocketAddr>().unwrap());
        Client::of(peer, &headers, behind_proxy).0.to_string()
    }

    #[test]
    fn the_last_entry_counts() {
        assert_eq!(client(HERE, &["192.0.2.1, 192.0.2.2"], true), "192.0.2.2");
        assert_eq!(client(HERE, &["192.0.2.1", "192.0.2.3"], true), "192.0.2.3");
        assert_eq!(client("[::1]:5", &["2001:db8::7"], true), "2001:db8::7");
        assert_eq!(client(HERE, &["::ffff:192.0.2.1"], true), "192.0.2.1");
    }

    #[test]
    fn it_is_believed_from_a_proxy_of_this_machine_alone() {
        assert_eq!(client(HERE, &["192.0.2.1"], false), "127.0.0.1");
        assert_eq!(client("192.0.2.9:5", &["192.0.2.1"], true), "192.0.2.9");
        assert_eq!(client("[::ffff:127.0.0.1]:5", &["192.0.2.1"], true), "192.0.2.1");
    }

    #[test]
    fn nonsense_is_no_address() {
        for entries in [&[][..], &[""], &["192.0.2.1,"], &["unknown"], &["192.0.2.1:80"]] {
            assert_eq!(client(HERE, entries, true), "127.0.0.1", "{entries:?}");
        }
    }
}
