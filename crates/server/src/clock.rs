//! The one clock of the program.

use std::time::{SystemTime, UNIX_EPOCH};

use cordboard_acd::Time;

/// Reads the time.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clock;

impl Clock {
    /// Gives the present instant, UTC.
    #[expect(clippy::disallowed_methods, reason = "the program's clock")]
    #[expect(clippy::unused_self, reason = "whoever reads the time has been given the clock")]
    pub(crate) fn now(self) -> Time {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Time(u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX))
    }
}
