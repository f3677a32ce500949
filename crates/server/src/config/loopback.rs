//! Addresses of the machine that the browser runs on.

use url::{Host, Url};

/// Says whether an address leads to this machine, as browsers see it: they trust what is there
/// without https.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
