//! The one clock of the program: it never goes back.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use cordboard_acd::Time;
use tokio::time::Instant;

/// Reads the time; cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Clock(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    started: Instant,
    reckoning: Reckoning,
}

impl Clock {
    /// Starts with the machine's time.
    pub(crate) fn start() -> Self {
        Self(Arc::new(Inner { started: Instant::now(), reckoning: Reckoning::default() }))
    }

    /// Gives the present instant, UTC: never before one that it has given already.
    pub(crate) fn now(&self) -> Time {
        let (time, warning) = self.0.reckoning.now(self.elapsed(), machine_time());
        if let Some(ClockSetBack { by }) = warning {
            tracing::warn!(
                seconds = by.as_secs(),
                "the machine's clock has been set back: times go on from where they were, and run \
                 ahead of it until it has caught up"
            );
        }
        time
    }

    /// Goes on no earlier than this: what has happened does not lie in the future.
    pub(crate) fn not_before(&self, time: Time) {
        self.0.reckoning.not_before(self.elapsed(), time);
    }

    fn elapsed(&self) -> Duration {
        self.0.started.elapsed()
    }
}

#[expect(clippy::disallowed_methods, reason = "the program's clock")]
fn machine_time() -> Time {
    Time(ms(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()))
}

/// So far ahead of the machine's clock the time may run without a word: so much a time service
/// corrects in the course of its work.
const WORTH_A_WARNING: Duration = Duration::from_secs(5);

/// The machine's clock has been set back.
#[derive(Debug, PartialEq, Eq)]
struct ClockSetBack {
    by: Duration,
}

/// Makes of a clock that only goes on and one that can be set a time that only goes on: it is
/// carried by the first, and jumps forward with the second.
#[derive(Debug, Default)]
struct Reckoning {
    /// Milliseconds since the epoch when the first clock stood at 0. It only grows.
    origin: AtomicU64,
    /// One warning for each time that the machine's clock is set back.
    warned: AtomicBool,
}

impl Reckoning {
    fn now(&self, elapsed: Duration, machine: Time) -> (Time, Option<ClockSetBack>) {
        self.not_before(elapsed, machine);
        let time = Time(self.origin.load(Ordering::Relaxed).saturating_add(ms(elapsed)));
        let ahead = Duration::from_millis(time.ms_since(machine));
        if ahead <= WORTH_A_WARNING {
            self.warned.store(false, Ordering::Relaxed);
            return (time, None);
        }
        let warning = !self.warned.swap(true, Ordering::Relaxed);
        (time, warning.then_some(ClockSetBack { by: ahead }))
    }

    fn not_before(&self, elapsed: Duration, time: Time) {
        self.origin.fetch_max(time.0.saturating_sub(ms(elapsed)), Ordering::Relaxed);
    }
}

fn ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: u64 = 1_700_000_000_000;

    fn at(reckoning: &Reckoning, elapsed_ms: u64, machine_ms: u64) -> u64 {
        let (time, _) = reckoning.now(Duration::from_millis(elapsed_ms), Time(NOON + machine_ms));
        time.0 - NOON
    }

    #[test]
    fn it_goes_with_the_machine_s_clock_and_jumps_forward_with_it() {
        let reckoning = Reckoning::default();
        assert_eq!(at(&reckoning, 0, 0), 0);
        assert_eq!(at(&reckoning, 10, 10), 10);
        assert_eq!(at(&reckoning, 20, 3_600_020), 3_600_020);
        assert_eq!(at(&reckoning, 30, 3_600_030), 3_600_030);
    }

    #[test]
    fn it_goes_on_when_the_machine_s_clock_is_set_back() {
        let reckoning = Reckoning::default();
        at(&reckoning, 0, 3_600_000);
        assert_eq!(at(&reckoning, 1_000, 0), 3_601_000);
        assert_eq!(at(&reckoning, 60_000, 59_000), 3_660_000);
        // The machine's clock has caught up, and is set forward.
        assert_eq!(at(&reckoning, 61_000, 3_661_000), 3_661_000);
        assert_eq!(at(&reckoning, 62_000, 3_670_000), 3_670_000);
    }

    #[test]
    fn each_setting_back_of_more_than_seconds_gives_one_warning() {
        let reckoning = Reckoning::default();
        let warning = |elapsed_s, machine_s: u64| {
            let elapsed = Duration::from_secs(elapsed_s);
            reckoning.now(elapsed, Time(NOON + machine_s * 1000)).1
        };
        let back = |s| Some(ClockSetBack { by: Duration::from_secs(s) });
        assert_eq!(warning(0, 100), None);
        assert_eq!(warning(1, 96), None);
        assert_eq!(warning(2, 92), back(10));
        assert_eq!(warning(3, 93), None);
        assert_eq!(warning(13, 113), None);
        assert_eq!(warning(14, 54), back(60));
    }

    #[test]
    fn it_begins_no_earlier_than_what_has_happened() {
        let reckoning = Reckoning::default();
        reckoning.not_before(Duration::from_millis(5), Time(NOON + 1_000));
        assert_eq!(at(&reckoning, 6, 6), 1_001);
        reckoning.not_before(Duration::from_millis(7), Time(NOON));
        assert_eq!(at(&reckoning, 8, 8), 1_003);
    }
}
