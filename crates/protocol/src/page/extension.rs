use serde::{Serialize, Serializer};

use super::{Loose, SUBSCRIPTION_TYPES_READ};

/// How many entries of `extensions` are read: as many as of `subscriptionTypes`, for the same
/// reason.
pub const EXTENSIONS_READ: usize = SUBSCRIPTION_TYPES_READ;

/// Something beyond MAX that a page may ask for in its registration.
///
/// # Source
/// P45
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extension {
    /// `port`: a port that the page transfers carries everything (P52).
    Port,
    /// `sequence`: numbered messages, and what was missed after a reload (P48, P49).
    Sequence,
    /// `receipts`: what became of each command and card (P46, P47).
    Receipts,
    /// `focus`: to which contact the agent turns (P50).
    Focus,
    /// `lifecycle`: shown, hidden, closing (P51).
    Lifecycle,
}

impl Extension {
    /// Every extension, in the order in which an acknowledgement names them.
    pub const ALL: [Self; 5] =
        [Self::Port, Self::Sequence, Self::Receipts, Self::Focus, Self::Lifecycle];

    /// Finds the extension of that very spelling.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// Its spelling on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Port => "port",
            Self::Sequence => "sequence",
            Self::Receipts => "receipts",
            Self::Focus => "focus",
            Self::Lifecycle => "lifecycle",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Port => 1,
            Self::Sequence => 2,
            Self::Receipts => 4,
            Self::Focus => 8,
            Self::Lifecycle => 16,
        }
    }
}

/// Some of the extensions.
///
/// # Shape
/// `["sequence","receipts"]`
///
/// # Source
/// P45
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "Array<Extension>"))]
pub struct Extensions(u8);

impl Extensions {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// Every one.
    pub const ALL: Self = Self(31);

    /// Whether the extension is one of them.
    #[must_use]
    pub const fn has(self, extension: Extension) -> bool {
        self.0 & extension.bit() != 0
    }

    /// These and that one.
    #[must_use]
    pub const fn with(self, extension: Extension) -> Self {
        Self(self.0 | extension.bit())
    }

    /// These without that one.
    #[must_use]
    pub const fn without(self, extension: Extension) -> Self {
        Self(self.0 & !extension.bit())
    }

    /// Those that are in both.
    #[must_use]
    pub const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Each of them, in the order of [`Extension::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Extension> {
        Extension::ALL.into_iter().filter(move |extension| self.has(*extension))
    }
}

impl Serialize for Extensions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Extension::name))
    }
}

/// What a registration says in `extensions`.
///
/// # Source
/// P45
#[derive(Debug, Clone, PartialEq)]
pub enum AskedExtensions {
    /// No key, `undefined` or `null`: a page of MAX.
    None,
    /// These, and how many entries are none of the words.
    Some(Extensions, usize),
    /// Something that is no array: nothing is asked for, but an answer is expected.
    NoArray,
}

impl AskedExtensions {
    /// Reads the first 64 entries; each is compared to the letter.
    #[must_use]
    pub fn parse(value: &Loose) -> Self {
        let entries = match value {
            Loose::Undefined | Loose::Null => return Self::None,
            Loose::Array(entries) => entries,
            Loose::Bool(_)
            | Loose::Number(_)
            | Loose::BigInt(_)
            | Loose::Text(_)
            | Loose::LongText(_)
            | Loose::Other(_) => return Self::NoArray,
        };
        let mut asked = Extensions::NONE;
        let mut unknown = 0;
        for entry in entries.iter().take(EXTENSIONS_READ) {
            let known = if let Loose::Text(name) = entry { Extension::parse(name) } else { None };
            match known {
                Some(extension) => asked = asked.with(extension),
                None => unknown += 1,
            }
        }
        Self::Some(asked, unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_compared_to_the_letter_and_the_rest_is_counted() {
        let text = |text: &str| Loose::Text(text.into());
        let asked = Loose::Array(vec![
            text("receipts"),
            text("Port"),
            text("sequence"),
            Loose::Undefined,
            text("receipts"),
        ]);
        let both = Extensions::NONE.with(Extension::Sequence).with(Extension::Receipts);
        assert_eq!(AskedExtensions::parse(&asked), AskedExtensions::Some(both, 2));
        assert_eq!(serde_json::to_string(&both).expect("plain data"), r#"["sequence","receipts"]"#);
        assert_eq!(AskedExtensions::parse(&Loose::Null), AskedExtensions::None);
        assert_eq!(AskedExtensions::parse(&text("port")), AskedExtensions::NoArray);
        assert_eq!(Extensions::ALL.iter().count(), Extension::ALL.len());
    }
}
