//! Instants as values.

use serde::{Deserialize, Serialize};

/// An instant: milliseconds since the Unix epoch, UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Time(
    /// Milliseconds since the Unix epoch, UTC.
    pub u64,
);

impl Time {
    /// Gives the instant so many seconds later.
    #[must_use]
    pub fn plus_s(self, seconds: u32) -> Self {
        Self(self.0.saturating_add(u64::from(seconds) * 1000))
    }

    /// Gives the milliseconds from `earlier` to this instant, 0 when it lies later.
    #[must_use]
    pub fn ms_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}
