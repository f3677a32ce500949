//! `[tokens]`: how long tokens hold.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Tokens {
    /// How long an access token holds, in seconds.
    #[serde(deserialize_with = "access_s")]
    pub(crate) access_s: u32,
    /// How long a refresh token holds, in seconds.
    #[serde(deserialize_with = "refresh_s")]
    pub(crate) refresh_s: u32,
}

impl Default for Tokens {
    fn default() -> Self {
        Self { access_s: 3600, refresh_s: 43_200 }
    }
}

fn access_s<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    super::place::seconds(deserializer, 1, 86_400)
}

fn refresh_s<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    super::place::seconds(deserializer, 60, 2_592_000)
}
