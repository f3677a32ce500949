//! `[tokens]`: how long tokens hold, and their keys.

use serde::{Deserialize, Deserializer, Serialize};

use toml::Spanned;

use super::{
    ConfigError,
    place::{Place, seconds},
};

#[expect(clippy::struct_field_names, reason = "a bare number carries its unit")]
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Tokens {
    /// How long an access token holds, in seconds.
    #[serde(deserialize_with = "up_to_a_day")]
    pub(crate) access_s: u32,
    /// How long a refresh token holds, in seconds.
    #[serde(deserialize_with = "refresh_s")]
    pub(crate) refresh_s: u32,
    /// How long an `id_token` holds, in seconds.
    #[serde(deserialize_with = "up_to_a_day")]
    pub(crate) id_s: u32,
    /// How long a code of the log-in page holds, in seconds.
    #[serde(deserialize_with = "code_s")]
    pub(crate) code_s: u32,
    /// After how many seconds a new key signs.
    #[serde(deserialize_with = "rotate_key_s")]
    pub(crate) rotate_key_s: u32,
}

impl Default for Tokens {
    fn default() -> Self {
        Self { access_s: 3600, refresh_s: 43_200, id_s: 3600, code_s: 60, rotate_key_s: 7_776_000 }
    }
}

impl Tokens {
    /// How long anything that a key signs holds.
    pub(crate) fn longest_s(&self) -> u32 {
        self.access_s.max(self.id_s)
    }
}

/// What ends a sign-in ends its tokens: it must be known as long as they hold.
pub(super) fn judged(
    tokens: Option<Spanned<Tokens>>,
    place: &Place<'_>,
) -> Result<Tokens, ConfigError> {
    let Some(tokens) = tokens else { return Ok(Tokens::default()) };
    let Tokens { access_s, refresh_s, .. } = *tokens.get_ref();
    if refresh_s < access_s {
        let message = "refresh_s is less than access_s: access tokens could not be ended any more";
        return Err(place.wrong(&tokens, message));
    }
    Ok(tokens.into_inner())
}

fn up_to_a_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    seconds(deserializer, 1, 86_400)
}

fn refresh_s<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    seconds(deserializer, 60, 2_592_000)
}

/// A code is used at once; more than ten minutes OAuth 2 advises against.
fn code_s<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    seconds(deserializer, 5, 600)
}

/// Less than an hour would publish more keys than are of use.
fn rotate_key_s<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    seconds(deserializer, 3600, 31_536_000)
}
