//! `[journal]`: how the floor's facts are kept.

use serde::{Deserialize, Deserializer, Serialize, de::Error};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Journal {
    /// After so many facts a snapshot is written.
    #[serde(deserialize_with = "snapshot_every")]
    pub(crate) snapshot_every: u64,
    /// For so many days facts are kept; 0: for ever.
    #[serde(deserialize_with = "keep_days")]
    pub(crate) keep_days: u64,
    /// For so many days contacts that are over stay in the contact history; 0: for ever.
    #[serde(deserialize_with = "keep_days")]
    pub(crate) keep_history_days: u64,
}

impl Default for Journal {
    fn default() -> Self {
        Self { snapshot_every: 20_000, keep_days: 0, keep_history_days: 0 }
    }
}

fn snapshot_every<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    between(deserializer, 1, 1_000_000)
}

fn keep_days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    between(deserializer, 0, 36_500)
}

fn between<'de, D: Deserializer<'de>>(
    deserializer: D,
    least: u64,
    most: u64,
) -> Result<u64, D::Error> {
    let number = u64::deserialize(deserializer)?;
    if (least..=most).contains(&number) {
        Ok(number)
    } else {
        Err(D::Error::custom(format!("expected a whole number from {least} to {most}")))
    }
}
