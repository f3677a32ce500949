//! The line simulator: customers without a telephone network, for people and programs on this
//! machine.

mod get_call;
mod hang_up;
mod list_skills;
mod place_call;

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use cordboard_protocol::problem::ProblemType;

pub(crate) use get_call::*;
pub(crate) use hang_up::*;
pub(crate) use list_skills::*;
pub(crate) use place_call::*;

use crate::{
    http::{Client, forwarded_for},
    problem::Refused,
    simulator::Customers,
    state::AppState,
};

/// Lets in who may simulate. There is no token, so a script of a foreign page, which a browser on
/// this machine would run, must not pass: neither under its own origin, nor under a host name that
/// its owner has pointed here.
pub(crate) struct OnThisMachine(pub(crate) Arc<dyn Customers>);

impl FromRequestParts<AppState> for OnThisMachine {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refused> {
        let Some(customers) = &state.customers else {
            return Err(Refused::because(
                ProblemType::UnknownAddress,
                "the line simulator is switched off",
            ));
        };
        let refuse = |detail| Err(Refused::because(ProblemType::NotPermitted, detail));
        let is_here = |address: std::net::IpAddr| address.is_loopback();
        // Whoever is behind a proxy on this machine is not here, believed or not.
        let from_here =
            parts.extensions.get::<Client>().is_some_and(|Client(address)| is_here(*address))
                && forwarded_for(&parts.headers).is_none_or(is_here);
        if !from_here {
            return refuse("the line simulator serves only this machine");
        }
        let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        if !host.is_some_and(is_loopback_host) {
            return refuse("the line simulator answers only under localhost or a loopback address");
        }
        match parts.headers.get(header::ORIGIN) {
            Some(origin) if !origin.to_str().is_ok_and(|it| state.rules.own.contains(it)) => {
                refuse("the line simulator is not for pages of other origins")
            }
            Some(_) | None => Ok(Self(Arc::clone(customers))),
        }
    }
}

fn is_loopback_host(host: &str) -> bool {
    url::Url::parse(&format!("http://{host}/")).is_ok_and(|url| match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_hosts() {
        for host in ["localhost", "localhost:8440", "127.0.0.1:1", "127.1.2.3", "[::1]:8440"] {
            assert!(is_loopback_host(host), "{host}");
        }
        for host in ["", "localhost.evil.example", "evil.example:8440", "192.0.2.1", "[::2]"] {
            assert!(!is_loopback_host(host), "{host}");
        }
    }
}
