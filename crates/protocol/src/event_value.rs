//! The style of values in events: nearly everything is text.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// A boolean as events spell it.
///
/// # Shape
/// `"True"` or `"False"`. Read without regard to case; a JSON boolean is understood too.
///
/// # Source
/// `docs/agent-api.md`, style of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = r#""True" | "False""#))]
pub struct TrueFalse(pub bool);

impl Serialize for TrueFalse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0 { "True" } else { "False" })
    }
}

impl<'de> Deserialize<'de> for TrueFalse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl Visitor<'_> for Words {
            type Value = TrueFalse;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"True\" or \"False\"")
            }
            fn visit_bool<E: de::Error>(self, value: bool) -> Result<TrueFalse, E> {
                Ok(TrueFalse(value))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<TrueFalse, E> {
                if text.eq_ignore_ascii_case("true") {
                    Ok(TrueFalse(true))
                } else if text.eq_ignore_ascii_case("false") {
                    Ok(TrueFalse(false))
                } else {
                    Err(E::invalid_value(de::Unexpected::Str(text), &self))
                }
            }
        }
        deserializer.deserialize_any(Words)
    }
}

/// A whole number as events spell it: digits in a string.
///
/// # Shape
/// `"4711"`. A JSON number is understood too.
///
/// # Source
/// `docs/agent-api.md`, style of values, and rule A4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "`${number}`"))]
pub struct Digits(pub u64);

impl Serialize for Digits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        number_or_text(deserializer).map(Digits)
    }
}

/// Reads a whole number that arrives as a number or as text (rule A4).
///
/// # Errors
/// Anything that is not a whole number from 0 up.
pub fn number_or_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    struct Number;
    impl Visitor<'_> for Number {
        type Value = u64;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a whole number, as a number or as text")
        }
        fn visit_u64<E: de::Error>(self, value: u64) -> Result<u64, E> {
            Ok(value)
        }
        fn visit_i64<E: de::Error>(self, value: i64) -> Result<u64, E> {
            u64::try_from(value).map_err(|_| E::invalid_value(de::Unexpected::Signed(value), &self))
        }
        fn visit_f64<E: de::Error>(self, value: f64) -> Result<u64, E> {
            whole(value).ok_or_else(|| E::invalid_value(de::Unexpected::Float(value), &self))
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<u64, E> {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse()
                .ok()
                .filter(|_| digits)
                .ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
        }
    }
    deserializer.deserialize_any(Number)
}

/// Some clients write whole numbers with a fraction of zero.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, and in the range in which floating point numbers are exact"
)]
fn whole(number: f64) -> Option<u64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && (0.0..=EXACT).contains(&number)).then_some(number as u64)
}

/// Like [`number_or_text`], for a field that may be absent, `null` or empty text.
///
/// # Errors
/// Anything else that is not a whole number from 0 up.
pub fn optional_number_or_text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Field {
        Number(u64),
        Float(f64),
        Text(String),
        Other(de::IgnoredAny),
    }
    let wrong = |said| {
        let expected = &"a whole number, as a number or as text";
        Err(de::Error::invalid_value(de::Unexpected::Other(said), expected))
    };
    match Option::<Field>::deserialize(deserializer)? {
        None => Ok(None),
        Some(Field::Number(number)) => Ok(Some(number)),
        Some(Field::Float(number)) => {
            whole(number).map_or_else(|| wrong("a fraction"), |it| Ok(Some(it)))
        }
        Some(Field::Text(text)) if text.trim().is_empty() => Ok(None),
        Some(Field::Text(text)) => match text.parse() {
            Ok(number) if text.bytes().all(|byte| byte.is_ascii_digit()) => Ok(Some(number)),
            _ => wrong("text"),
        },
        Some(Field::Other(_)) => wrong("something else"),
    }
}

/// Reads text that may also arrive as a whole number (rule A4), for a field that may be absent or
/// `null`.
///
/// # Errors
/// Anything else.
pub fn optional_text_or_number<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Field {
        Text(String),
        Number(serde_json::Number),
    }
    Ok(Option::<Field>::deserialize(deserializer)?.map(|field| match field {
        Field::Text(text) => text,
        Field::Number(number) => number.to_string(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn booleans_are_written_with_a_capital_letter() {
        assert_eq!(serde_json::to_string(&TrueFalse(true)).unwrap(), r#""True""#);
        assert_eq!(serde_json::to_string(&TrueFalse(false)).unwrap(), r#""False""#);
        assert_eq!(serde_json::from_str::<TrueFalse>(r#""TRUE""#).unwrap(), TrueFalse(true));
        assert!(serde_json::from_str::<TrueFalse>(r#""yes""#).is_err());
    }

    #[test]
    fn a4_numbers_arrive_as_numbers_or_as_text() {
        assert_eq!(serde_json::from_str::<Digits>("101").unwrap(), Digits(101));
        assert_eq!(serde_json::from_str::<Digits>(r#""101""#).unwrap(), Digits(101));
        assert_eq!(serde_json::from_str::<Digits>("101.0").unwrap(), Digits(101));
        let optional =
            |json: &str| optional_number_or_text(&mut serde_json::Deserializer::from_str(json));
        assert_eq!(optional("101.0").unwrap(), Some(101));
        assert_eq!(optional("\"\"").unwrap(), None);
        for wrong in ["1.5", "-1", "true", "[]", "1e300"] {
            let said = optional(wrong).unwrap_err().to_string();
            assert!(said.contains("expected a whole number, as a number or as text"), "{said}");
        }
        for wrong in ["-1", "1.5", r#""""#, r#""+1""#, r#"" 1""#, "null", "[]", r#""1e3""#] {
            assert!(serde_json::from_str::<Digits>(wrong).is_err(), "{wrong}");
        }
    }
}
