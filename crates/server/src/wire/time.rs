//! Instants: ISO 8601, UTC, with `Z`.

use cordboard_acd::Time;
use jiff::{civil, tz::TimeZone};

/// Writes an instant; milliseconds always stand, as clients cut at fixed places.
pub(crate) fn utc(time: Time) -> String {
    let ms = i64::try_from(time.0).unwrap_or(i64::MAX);
    jiff::Timestamp::from_millisecond(ms)
        .unwrap_or(jiff::Timestamp::MAX)
        .strftime("%Y-%m-%dT%H:%M:%S%.3fZ")
        .to_string()
}

/// Reads an instant: ISO 8601 with `Z` or an offset; without either it is UTC, and a date by itself
/// is its midnight.
pub(crate) fn time_of(text: &str) -> Option<Time> {
    let text = text.trim();
    let read = text.parse::<jiff::Timestamp>().ok();
    let read = read.or_else(|| {
        let civil: civil::DateTime = text.parse().ok()?;
        civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    });
    u64::try_from(read?.as_millisecond()).ok().map(Time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_have_milliseconds_and_a_z() {
        assert_eq!(utc(Time(0)), "1970-01-01T00:00:00.000Z");
        assert_eq!(utc(Time(1_767_323_045_678)), "2026-01-02T03:04:05.678Z");
        assert!(utc(Time(u64::MAX)).ends_with('Z'));
    }

    #[test]
    fn what_is_written_is_read_and_so_is_what_clients_write() {
        for text in [
            "2026-01-02T03:04:05.678Z",
            "2026-01-02T03:04:05.678",
            "2026-01-02T04:04:05.678+01:00",
            " 2026-01-02T03:04:05.6789Z ",
        ] {
            assert_eq!(time_of(text), Some(Time(1_767_323_045_678)), "{text}");
        }
        assert_eq!(time_of("2026-01-02"), Some(Time(1_767_312_000_000)));
        for wrong in ["", "yesterday", "1767323045", "2026-13-01", "1969-01-01", "12:00", "2026"] {
            assert_eq!(time_of(wrong), None, "{wrong}");
        }
    }
}
