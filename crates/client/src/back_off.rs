//! How long to wait before the next attempt at a server that is not reached.

use std::time::Duration;

/// Grows from a quarter of a second to fifteen seconds: a break of a moment is over in a moment, and a server that
/// comes back is not run over by all its agents at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackOff {
    attempt: u32,
}

impl BackOff {
    const FIRST: Duration = Duration::from_millis(250);
    const LONGEST: Duration = Duration::from_secs(15);

    /// Counts one more failed attempt and says how long to wait.
    ///
    /// # Units
    /// `spread` is a random number from 0 up to 1: up to a quarter of the wait is added, so that many clients do not
    /// come back at one moment.
    pub fn next_wait(&mut self, spread: f64) -> Duration {
        let doubled = Self::FIRST.saturating_mul(1 << self.attempt.min(6));
        self.attempt = self.attempt.saturating_add(1);
        let wait = doubled.min(Self::LONGEST);
        wait + wait.mul_f64(spread.clamp(0.0, 1.0) / 4.0)
    }

    /// How many attempts failed in a row.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The server was reached.
    pub fn reset(&mut self) {
        self.attempt = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_fifteen_seconds_and_begin_anew() {
        let mut back_off = BackOff::default();
        let waits: Vec<_> = (0..8).map(|_| back_off.next_wait(0.0).as_millis()).collect();
        assert_eq!(waits, [250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
        assert_eq!(back_off.attempt(), 8);
        back_off.reset();
        assert_eq!(back_off.next_wait(1.0), Duration::from_micros(312_500));
    }
}
