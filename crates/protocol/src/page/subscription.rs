use super::Loose;

/// How many entries of `subscriptionTypes` are read (P12): five words exist, and a page must
/// not make the desktop look at a million.
pub const SUBSCRIPTION_TYPES_READ: usize = 64;

/// One word of `subscriptionTypes`.
///
/// # Source
/// P12
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubscriptionType {
    /// Everything, the session token among it.
    All,
    /// What names no contact.
    Agent,
    /// What names the registration's contact.
    Contact,
    /// What names any contact.
    Contacts,
    /// The agent session's token.
    SessionInfo,
}

impl SubscriptionType {
    /// Every word.
    pub const ALL: [Self; 5] =
        [Self::All, Self::Agent, Self::Contact, Self::Contacts, Self::SessionInfo];

    /// Takes a word of any case, without trimming.
    ///
    /// No word has a `k`, so no letter outside ASCII becomes one of theirs in lower case.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| word.eq_ignore_ascii_case(known.name()))
    }

    /// Its spelling in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Agent => "agent",
            Self::Contact => "contact",
            Self::Contacts => "contacts",
            Self::SessionInfo => "sessioninfo",
        }
    }
}

/// Which words a registration asks for, however often each stands there.
///
/// # Source
/// P12, P26
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a set of the protocol's five words")]
pub struct SubscriptionTypes {
    /// `all` was asked for.
    pub all: bool,
    /// `agent` was asked for.
    pub agent: bool,
    /// `contact` was asked for.
    pub contact: bool,
    /// `contacts` was asked for.
    pub contacts: bool,
    /// `sessioninfo` was asked for.
    pub session_info: bool,
}

/// An entry of `subscriptionTypes` that is none of the words, as JavaScript joins it.
///
/// # Source
/// P13
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSubscriptionType(pub String);

impl SubscriptionTypes {
    /// Judges the value of the key `subscriptionTypes`: the valid words, and each invalid entry
    /// in its order.
    ///
    /// # Source
    /// P12, P13, P14
    #[must_use]
    pub fn parse(value: &Loose) -> (Self, Vec<InvalidSubscriptionType>) {
        let mut types = Self::default();
        let mut invalid = Vec::new();
        if let Loose::Array(entries) = value {
            for entry in entries.iter().take(SUBSCRIPTION_TYPES_READ) {
                let word = match entry {
                    Loose::Text(text) => SubscriptionType::parse(text),
                    Loose::Undefined
                    | Loose::Null
                    | Loose::Bool(_)
                    | Loose::Number(_)
                    | Loose::BigInt(_)
                    | Loose::LongText(_)
                    | Loose::Array(_)
                    | Loose::Other(_) => None,
                };
                match word {
                    Some(word) => types.insert(word),
                    None => invalid.push(InvalidSubscriptionType(entry.joined().into_owned())),
                }
            }
        }
        (types, invalid)
    }

    /// Adds a word.
    pub fn insert(&mut self, word: SubscriptionType) {
        match word {
            SubscriptionType::All => self.all = true,
            SubscriptionType::Agent => self.agent = true,
            SubscriptionType::Contact => self.contact = true,
            SubscriptionType::Contacts => self.contacts = true,
            SubscriptionType::SessionInfo => self.session_info = true,
        }
    }

    /// Whether no word is in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Whether the session token belongs to it (P27).
    #[must_use]
    pub fn wants_session_info(self) -> bool {
        self.all || self.session_info
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_valid_in_any_case_and_untrimmed() {
        assert_eq!(SubscriptionType::parse("SessionINFO"), Some(SubscriptionType::SessionInfo));
        assert_eq!(SubscriptionType::parse("agent "), None);
        assert_eq!(SubscriptionType::parse("ſessioninfo"), None);
        assert_eq!(SubscriptionType::parse("sess\u{130}oninfo"), None);
    }

    #[test]
    fn only_the_first_64_entries_are_read() {
        let mut entries = vec![Loose::Null; SUBSCRIPTION_TYPES_READ];
        entries.push(Loose::Text("all".into()));
        let (types, invalid) = SubscriptionTypes::parse(&Loose::Array(entries));
        assert!(types.is_empty());
        assert_eq!(invalid.len(), SUBSCRIPTION_TYPES_READ);
        assert_eq!(invalid.first(), Some(&InvalidSubscriptionType("null".into())));
    }
}
