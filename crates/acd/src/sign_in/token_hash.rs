//! What stands for a token.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Stands for a refresh token: SHA-256 of its text, made by the server. The text is nowhere here.
///
/// Debug output shows nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenHash(
    /// The digest.
    pub [u8; 32],
);

impl std::fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenHash(..)")
    }
}

/// Written as 64 hexadecimal digits, so that it can be a key of JSON.
impl Serialize for TokenHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (high, low) = self.halves();
        serializer.collect_str(&format_args!("{high:032x}{low:032x}"))
    }
}

impl<'de> Deserialize<'de> for TokenHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let halves = text.split_at_checked(32).filter(|(_, low)| low.len() == 32);
        let (high, low) = halves.ok_or_else(|| serde::de::Error::custom("not 64 digits"))?;
        let read = |half| u128::from_str_radix(half, 16).map_err(serde::de::Error::custom);
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&read(high)?.to_be_bytes());
        bytes[16..].copy_from_slice(&read(low)?.to_be_bytes());
        Ok(Self(bytes))
    }
}

impl TokenHash {
    fn halves(&self) -> (u128, u128) {
        let (mut high, mut low) = ([0; 16], [0; 16]);
        high.copy_from_slice(&self.0[..16]);
        low.copy_from_slice(&self.0[16..]);
        (u128::from_be_bytes(high), u128::from_be_bytes(low))
    }
}
