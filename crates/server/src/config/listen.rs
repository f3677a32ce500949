//! `[listen]`: where the server listens, and under which names.

use std::{net::SocketAddr, path::PathBuf};

use serde::{Deserialize, Serialize};
use toml::Spanned;
use url::Url;

use super::{ConfigError, Place, page::Origin};

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Listen {
    /// Where the desktop and the agent API are.
    pub(crate) address: SocketAddr,
    /// Under which origin people open the desktop; without it, `localhost` and the port.
    pub(crate) public_url: Option<Spanned<PublicUrl>>,
    /// The data folder.
    pub(crate) data: PathBuf,
    /// Further origins whose scripts may call the agent API.
    pub(crate) cors_origins: Vec<Origin>,
    /// Who may show the desktop in a frame.
    pub(crate) frame_ancestors: Vec<Origin>,
    /// The node's name in events.
    pub(crate) node: String,
    /// So many connections at once.
    #[serde(deserialize_with = "connections")]
    pub(crate) connections: usize,
}

/// An agent's browser has at most six; this serves the largest floor of one node.
const CONNECTIONS: usize = 40_000;

/// Ports of one address are at most so many, and each connection takes an open file.
const MOST_CONNECTIONS: usize = 500_000;

/// Fewer, and an agent's own browser could fill them.
const LEAST_CONNECTIONS: usize = 20;

fn connections<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    let number = usize::deserialize(deserializer)?;
    if (LEAST_CONNECTIONS..=MOST_CONNECTIONS).contains(&number) {
        return Ok(number);
    }
    Err(serde::de::Error::custom(format!(
        "expected a whole number from {LEAST_CONNECTIONS} to {MOST_CONNECTIONS}"
    )))
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 8440)),
            public_url: None,
            data: PathBuf::from("cordboard-data"),
            cors_origins: Vec::new(),
            frame_ancestors: Vec::new(),
            node: "node1".to_owned(),
            connections: CONNECTIONS,
        }
    }
}

impl Listen {
    pub(super) fn judge(&self, tls: bool, place: &Place<'_>) -> Result<(), ConfigError> {
        match &self.public_url {
            Some(url) if tls && url.get_ref().0.starts_with("http:") => {
                Err(place.wrong(url, "begins with http, but with [tls] the server speaks https"))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Under which origin people open the desktop, when the configuration says it.
    pub(crate) fn public_url(&self) -> Option<&str> {
        self.public_url.as_ref().map(|url| url.get_ref().0.as_str())
    }
}

/// An origin that is https, or does not leave this machine: passwords go there.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(try_from = "String")]
pub(crate) struct PublicUrl(String);

impl TryFrom<String> for PublicUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let Origin(origin) = Origin::try_from(text)?;
        let on_this_machine = |url: &Url| match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        match Url::parse(&origin) {
            Ok(url) if url.scheme() == "https" || on_this_machine(&url) => Ok(Self(origin)),
            Ok(_) | Err(_) => Err(format!(
                "`{origin}` would send passwords in the clear: https, by [tls] or a proxy, or localhost"
            )),
        }
    }
}
