//! `[framing]`: where the server may look whether pages let themselves be framed.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Framing {
    /// Private networks that it may go to; the public internet it may in any case.
    pub(crate) networks: Vec<Network>,
}

/// A network, as `10.1.0.0/16` or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Network(IpNet);

impl Network {
    /// Says whether an address is in it.
    pub(crate) fn holds(&self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let one = || text.parse().ok().map(|address: IpAddr| IpNet::from(address));
        text.parse()
            .ok()
            .or_else(one)
            .map(Self)
            .ok_or_else(|| format!("`{text}` is not a network like `10.1.0.0/16`"))
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.0.to_string()
    }
}
