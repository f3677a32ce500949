use std::borrow::Cow;

use super::LooseResume;

/// How many UTF-16 units of a text the driver hands over; a longer one is a
/// [`Loose::LongText`]. No valid value of the protocol but a picture's address needs more, and
/// a page must not make the desktop copy megabytes.
pub const TEXT_LIMIT: usize = 1_024;

/// How many UTF-16 units of `issuer` the driver hands over: it stands in a console warning, to
/// the letter, so it has more room than other texts.
pub const ISSUER_LIMIT: usize = 8_192;

/// How many UTF-16 units of `userImg` the driver hands over: a picture may come within its
/// address (P44), 256 KiB of it.
pub const PICTURE_LIMIT: usize = 262_144;

/// The keys of a message that are read; all others mean nothing.
///
/// # Source
/// P6
pub const KEYS_READ: [&str; 9] = [
    "messageType",
    "issuer",
    "contactId",
    "subscriptionTypes",
    "contactCardData",
    "extensions",
    "resume",
    "requestId",
    "on",
];

/// A JavaScript value as a page posted it, taken shallowly and bounded.
///
/// # Source
/// P6
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Loose {
    /// `undefined`, an absent key, or a hole in an array.
    #[default]
    Undefined,
    /// `null`.
    Null,
    /// A boolean primitive.
    Bool(bool),
    /// A number primitive, NaN and negative zero among them.
    Number(f64),
    /// A `BigInt`, in decimal digits (cut at [`TEXT_LIMIT`]).
    BigInt(String),
    /// A string primitive within its limit, whole.
    Text(String),
    /// The beginning of a string primitive beyond its limit.
    LongText(String),
    /// An array's first [`super::SUBSCRIPTION_TYPES_READ`] entries, by index; an array within
    /// it comes as [`Loose::Other`].
    Array(Vec<Loose>),
    /// Anything else, as the text that JavaScript joins it as (`[object Object]`); empty where
    /// JavaScript would throw. Cut at [`TEXT_LIMIT`].
    Other(String),
}

impl Loose {
    /// Gives the text that JavaScript makes of it in `'' + value`.
    #[must_use]
    pub fn joined(&self) -> Cow<'_, str> {
        match self {
            Self::Undefined => "undefined".into(),
            Self::Null => "null".into(),
            Self::Bool(true) => "true".into(),
            Self::Bool(false) => "false".into(),
            Self::Number(number) => number_text(*number).into(),
            Self::BigInt(text) | Self::Text(text) | Self::Other(text) => text.into(),
            Self::LongText(start) => format!("{start}…").into(),
            Self::Array(entries) => {
                let entry = |entry: &Self| match entry {
                    Self::Undefined | Self::Null => String::new(),
                    Self::Bool(_)
                    | Self::Number(_)
                    | Self::BigInt(_)
                    | Self::Text(_)
                    | Self::LongText(_)
                    | Self::Array(_)
                    | Self::Other(_) => entry.joined().into_owned(),
                };
                entries.iter().map(entry).collect::<Vec<_>>().join(",").into()
            }
        }
    }
}

/// The keys of a posted object that the protocol knows. For anything that is not an object,
/// [`LooseMessage::default`]: foreign traffic.
///
/// # Shape
/// `{"messageType":"RegisterForClientEvents","issuer":"crm","contactId":41,"subscriptionTypes":["agent"]}`
///
/// # Source
/// P6
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LooseMessage {
    /// `messageType`.
    pub message_type: Loose,
    /// `issuer`.
    pub issuer: Loose,
    /// `contactId`.
    pub contact_id: Loose,
    /// `subscriptionTypes`.
    pub subscription_types: Loose,
    /// `contactCardData`, where it is an object.
    pub contact_card_data: Option<LooseCard>,
    /// `extensions` (P45).
    pub extensions: Loose,
    /// `resume`, where it is neither absent nor `null` (P49).
    pub resume: Option<LooseResume>,
    /// `requestId` (P46).
    pub request_id: Loose,
    /// `on` (P47).
    pub on: Loose,
}

/// The keys of `contactCardData` that the protocol knows.
///
/// # Source
/// P43
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LooseCard {
    /// `name`.
    pub name: Loose,
    /// `userImg`.
    pub user_img: Loose,
}

/// Writes a number as JavaScript does (ECMA-262, `Number::toString`).
fn number_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity".into() } else { "-Infinity".into() };
    }
    if number == 0.0 {
        return "0".into();
    }
    let magnitude = number.abs();
    if (1e-6..1e21).contains(&magnitude) {
        return number.to_string();
    }
    // The digits are the shortest in both languages; JavaScript signs every exponent.
    let text = format!("{number:e}");
    if magnitude < 1.0 { text } else { text.replace('e', "e+") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_joined_as_javascript_joins_them() {
        for (value, text) in [
            (Loose::Undefined, "undefined"),
            (Loose::Null, "null"),
            (Loose::Bool(true), "true"),
            (Loose::Number(-0.0), "0"),
            (Loose::Number(5.0), "5"),
            (Loose::Number(0.1), "0.1"),
            (Loose::Number(-1.5e-7), "-1.5e-7"),
            (Loose::Number(0.000_001), "0.000001"),
            (Loose::Number(1e21), "1e+21"),
            (Loose::Number(123_456_789_012_345_680_000.0), "123456789012345680000"),
            (Loose::Number(f64::NAN), "NaN"),
            (Loose::Number(f64::NEG_INFINITY), "-Infinity"),
            (Loose::BigInt("10".into()), "10"),
            (Loose::Other("[object Object]".into()), "[object Object]"),
            (Loose::Array(vec![]), ""),
            (
                Loose::Array(vec![Loose::Number(1.0), Loose::Null, Loose::Undefined, text("a")]),
                "1,,,a",
            ),
        ] {
            assert_eq!(value.joined(), text);
        }
    }

    fn text(text: &str) -> Loose {
        Loose::Text(text.into())
    }
}
