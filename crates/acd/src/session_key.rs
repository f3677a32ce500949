//! What makes a session id unguessable.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Names an agent session to one of its readers: 128 random bits, drawn by the server.
///
/// An agent session has several: of its start, of each join, of each page's token. Debug output
/// shows nothing of it.
///
/// # Source
/// `docs/agent-api.md` section 3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionKey(
    /// The random bits.
    pub [u8; 16],
);

impl std::fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionKey(..)")
    }
}

impl Serialize for SessionKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:032x}", u128::from_be_bytes(self.0)))
    }
}

impl<'de> Deserialize<'de> for SessionKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        u128::from_str_radix(&text, 16)
            .map(|bits| Self(bits.to_be_bytes()))
            .map_err(serde::de::Error::custom)
    }
}
