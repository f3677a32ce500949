//! Instants: ISO 8601, UTC, with `Z`.

use cordboard_acd::Time;

/// Writes an instant; milliseconds always stand, as clients cut at fixed places.
pub(crate) fn utc(time: Time) -> String {
    let ms = i64::try_from(time.0).unwrap_or(i64::MAX);
    jiff::Timestamp::from_millisecond(ms)
        .unwrap_or(jiff::Timestamp::MAX)
        .strftime("%Y-%m-%dT%H:%M:%S%.3fZ")
        .to_string()
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
}
