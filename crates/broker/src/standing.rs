use cordboard_protocol::page::SubscriptionTypes;

use crate::{Broker, Origin, PageId, PageKind, PortNumber, inspect, open_page::PageToken};

/// How a page stands with the broker, for who looks on.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The origins from which it is heard.
    pub origins: Vec<Origin>,
    /// Where it lives.
    pub kind: PageKind,
    /// From where it registered, while it is registered.
    pub registered_from: Option<Origin>,
    /// For what it is registered.
    pub types: SubscriptionTypes,
    /// Over which of its ports it is posted to; nothing means to its window.
    pub port: Option<PortNumber>,
}

impl Standing {
    /// Whether a registration of it stands.
    #[must_use]
    pub const fn is_registered(&self) -> bool {
        self.registered_from.is_some()
    }

    /// For what it is registered, in words.
    #[must_use]
    pub fn types_in_words(&self) -> String {
        inspect::types_in_words(self.types)
    }
}

impl Broker {
    /// How a page stands; nothing for one that is not open.
    #[must_use]
    pub fn standing(&self, page: PageId) -> Option<Standing> {
        let open = self.pages.get(&page)?;
        Some(Standing {
            origins: open.rules.origins.clone(),
            kind: open.rules.kind,
            registered_from: open.kept.as_ref().map(|kept| kept.origin.clone()),
            types: open.kept.as_ref().map(|kept| kept.types).unwrap_or_default(),
            port: open.kept.as_ref().and_then(|kept| kept.port),
        })
    }

    /// Takes out of a text what is a page's session token: its beginning is left, so that two can
    /// be told apart.
    #[must_use]
    pub fn without_tokens(&self, text: String) -> String {
        let tokens = self.pages.values().filter_map(|open| open.token.text());
        tokens.fold(text, without_token)
    }
}

impl PageToken {
    fn text(&self) -> Option<&str> {
        match self {
            Self::None | Self::Wanted => None,
            Self::Had(token) => Some(token),
        }
    }
}

/// How much of a token may be seen: enough to tell two apart, nothing to guess the rest by.
const SEEN: usize = 4;

fn without_token(text: String, token: &str) -> String {
    if token.len() <= SEEN || !text.contains(token) {
        return text;
    }
    let seen: String = token.chars().take(SEEN).collect();
    text.replace(token, &format!("{seen}…"))
}
