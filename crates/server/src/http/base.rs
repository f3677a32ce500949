//! Under which address the client has reached the server: it builds further addresses from this.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts, uri::Authority},
};
use url::Url;

use crate::state::AppState;

/// An origin: `public_url` where it is configured, else what the client calls this server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Base(pub(crate) String);

impl Base {
    /// Where the agent API is.
    pub(crate) fn resource_server(&self) -> String {
        format!("{}/inContactAPI/", self.0)
    }

    /// Where tokens of the agent API are refreshed.
    pub(crate) fn refresh_token_server(&self) -> String {
        format!("{}/InContactAuthorizationServer/Token", self.0)
    }
}

impl FromRequestParts<AppState> for Base {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let own = &state.rules.own_origin;
        let asked = parts.uri.authority().map(Authority::as_str);
        let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let named = asked.or(host).filter(|_| !state.rules.public);
        let scheme = own.split(':').next().unwrap_or("http");
        Ok(Self(named.and_then(|host| origin(scheme, host)).unwrap_or_else(|| own.clone())))
    }
}

/// Takes a name and perhaps a port, nothing else.
fn origin(scheme: &str, host: &str) -> Option<String> {
    let authority: Authority = host.parse().ok()?;
    if authority.as_str().contains('@') {
        return None;
    }
    let url = Url::parse(&format!("{scheme}://{authority}")).ok()?;
    url.host_str().filter(|host| !host.is_empty())?;
    Some(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_and_perhaps_a_port() {
        for (host, said) in [
            ("localhost:8440", Some("http://localhost:8440")),
            ("ACD.Example", Some("http://acd.example")),
            ("acd.example:80", Some("http://acd.example")),
            ("[::1]:5", Some("http://[::1]:5")),
            ("user@acd.example", None),
            ("acd.example/path", None),
            ("acd.example:x", None),
            ("a b", None),
            ("", None),
        ] {
            assert_eq!(origin("http", host).as_deref(), said, "{host}");
        }
    }
}
