//! Durations as the agent reads them.

/// `0:07`, `12:30`, `1:02:03`; below zero reads as zero.
pub(crate) fn words(duration_ms: f64) -> String {
    let seconds = whole_seconds(duration_ms);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// The time since an instant, or nothing when the instant is not known.
pub(crate) fn since(now_ms: f64, since_ms: Option<f64>) -> Option<String> {
    since_ms.map(|since_ms| words(now_ms - since_ms))
}

/// What is left, rounded up: a countdown shows `1` until it is over.
pub(crate) fn seconds_left(now_ms: f64, until_ms: f64) -> u64 {
    whole_seconds(until_ms - now_ms + 999.0)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float to an integer saturates, and below zero is no time"
)]
fn whole_seconds(duration_ms: f64) -> u64 {
    (duration_ms / 1000.0).max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_reads_as_a_clock_and_never_below_zero() {
        assert_eq!(words(7_900.0), "0:07");
        assert_eq!(words(750_000.0), "12:30");
        assert_eq!(words(3_723_000.0), "1:02:03");
        assert_eq!(words(-5.0), "0:00");
        assert_eq!(words(f64::NAN), "0:00");
    }

    #[test]
    fn a_countdown_reaches_zero_only_when_it_is_over() {
        assert_eq!(seconds_left(0.0, 10_000.0), 10);
        assert_eq!(seconds_left(9_999.0, 10_000.0), 1);
        assert_eq!(seconds_left(10_000.0, 10_000.0), 0);
        assert_eq!(seconds_left(20_000.0, 10_000.0), 0);
    }
}
