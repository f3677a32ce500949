use serde::{Deserialize, Serialize};

use super::Loose;

/// A contact's number, from 1 to 2^53-1, so that it is the same in JavaScript.
///
/// # Shape
/// `41`
///
/// # Source
/// P16
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u64", try_from = "u64")]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "number"))]
pub struct ContactId(u64);

impl ContactId {
    /// The greatest contact id, JavaScript's greatest safe whole number.
    pub const MAX: u64 = (1 << 53) - 1;

    /// Takes a number from 1 to [`ContactId::MAX`].
    #[must_use]
    pub const fn new(id: u64) -> Option<Self> {
        if id >= 1 && id <= Self::MAX { Some(Self(id)) } else { None }
    }

    /// Takes a whole JavaScript number from 1 to [`ContactId::MAX`].
    ///
    /// # Source
    /// P16, P17
    #[must_use]
    pub fn from_number(number: f64) -> Option<Self> {
        if !(1.0..=9_007_199_254_740_991.0).contains(&number) || number.fract() != 0.0 {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number from 1 to 2^53-1"
        )]
        Self::new(number as u64)
    }

    /// Takes digits alone (`^[0-9]+$`), leading zeros allowed.
    ///
    /// # Source
    /// P16, P17
    #[must_use]
    pub fn from_digits(text: &str) -> Option<Self> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = text.trim_start_matches('0');
        if digits.is_empty() || digits.len() > 16 {
            return None;
        }
        digits.parse().ok().and_then(Self::new)
    }

    /// The number itself.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl From<ContactId> for u64 {
    fn from(id: ContactId) -> Self {
        id.0
    }
}

impl TryFrom<u64> for ContactId {
    type Error = &'static str;

    fn try_from(id: u64) -> Result<Self, Self::Error> {
        Self::new(id).ok_or("a contact id is a number from 1 to 9007199254740991")
    }
}

impl std::fmt::Display for ContactId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What a page gave as `contactId`.
///
/// # Source
/// P15, P16, P17
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenContactId {
    /// Absent or `null`: the panel's contact is meant, if there is one.
    Absent,
    /// A valid one, which wins over the panel's.
    Valid(ContactId),
    /// Anything else.
    Invalid,
}

impl GivenContactId {
    /// Judges the value of the key `contactId`.
    #[must_use]
    pub fn parse(value: &Loose) -> Self {
        let id = match value {
            Loose::Undefined | Loose::Null => return Self::Absent,
            Loose::Number(number) => ContactId::from_number(*number),
            Loose::Text(text) => ContactId::from_digits(text),
            Loose::Bool(_)
            | Loose::BigInt(_)
            | Loose::LongText(_)
            | Loose::Array(_)
            | Loose::Other(_) => None,
        };
        id.map_or(Self::Invalid, Self::Valid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_and_digits_are_contact_ids() {
        assert_eq!(parse(Loose::Number(41.0)), valid(41));
        assert_eq!(parse(Loose::Number(9_007_199_254_740_991.0)), valid(ContactId::MAX));
        assert_eq!(parse(text("41")), valid(41));
        assert_eq!(parse(text("0000000000000000000000041")), valid(41));
        assert_eq!(parse(text("9007199254740991")), valid(ContactId::MAX));
        assert_eq!(parse(Loose::Undefined), GivenContactId::Absent);
        assert_eq!(parse(Loose::Null), GivenContactId::Absent);
    }

    #[test]
    fn everything_else_is_not() {
        for number in [0.0, -0.0, -1.0, 1.5, f64::NAN, f64::INFINITY, 9_007_199_254_740_992.0] {
            assert_eq!(parse(Loose::Number(number)), GivenContactId::Invalid, "{number}");
        }
        for digits in ["", "0", "000", "-1", "+1", "5.0", "1e3", " 5", "5 ", "٥", "0x5"] {
            assert_eq!(parse(text(digits)), GivenContactId::Invalid, "{digits:?}");
        }
        assert_eq!(parse(text("9007199254740992")), GivenContactId::Invalid);
        assert_eq!(parse(text("99999999999999999999")), GivenContactId::Invalid);
        assert_eq!(parse(Loose::Bool(true)), GivenContactId::Invalid);
        assert_eq!(parse(Loose::BigInt("5".into())), GivenContactId::Invalid);
        assert_eq!(parse(Loose::Array(vec![Loose::Number(5.0)])), GivenContactId::Invalid);
        assert_eq!(parse(Loose::Other("[object Object]".into())), GivenContactId::Invalid);
    }

    #[expect(clippy::needless_pass_by_value, reason = "reads better in the tests above")]
    fn parse(value: Loose) -> GivenContactId {
        GivenContactId::parse(&value)
    }

    fn text(text: &str) -> Loose {
        Loose::Text(text.into())
    }

    fn valid(id: u64) -> GivenContactId {
        GivenContactId::Valid(ContactId::new(id).expect("valid in a test"))
    }
}
