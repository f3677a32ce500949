use cordboard_protocol::page::{Extensions, SubscriptionTypes};

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
    /// What it may do more than a page of MAX.
    pub extensions: Extensions,
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
            extensions: open.kept.as_ref().map_or(Extensions::NONE, |kept| kept.extensions),
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
    if token.len() <= SEEN {
        return text;
    }
    let seen: String = token.chars().take(SEEN).collect();
    let hidden = format!("{seen}{CUT}");
    let text = if text.contains(token) { text.replace(token, &hidden) } else { text };
    without_beginnings(text, token, &seen)
}

/// Where a text was cut.
const CUT: char = '…';

/// A cut may have fallen into the token: what is left of it stands at the end, or before a mark.
fn without_beginnings(text: String, token: &str, seen: &str) -> String {
    let parts: Vec<&str> = text.split(CUT).collect();
    let left_of_token = |part: &str| {
        let ends: Vec<usize> = token.char_indices().map(|(at, _)| at).collect();
        let is_left = |end: &&usize| token.get(..**end).is_some_and(|left| part.ends_with(left));
        ends.iter().rev().take_while(|end| **end > seen.len()).find(is_left).copied()
    };
    let lefts: Vec<Option<usize>> = parts.iter().map(|part| left_of_token(part)).collect();
    if lefts.iter().all(Option::is_none) {
        return text;
    }
    let last = parts.len() - 1;
    let mut shown = String::with_capacity(text.len());
    for (at, (part, left)) in parts.iter().zip(lefts).enumerate() {
        let kept = part.len() - left.map_or(0, |left| left - seen.len());
        shown.push_str(part.get(..kept).unwrap_or_default());
        if at < last || left.is_some() {
            shown.push(CUT);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_hidden_whole_and_where_a_cut_fell_into_it() {
        let token = "abcdEFGH1234";
        let shown = |text: &str| without_token(text.to_owned(), token);
        for (text, expected) in [
            ("", ""),
            ("x abcdEFGH1234 y abcdEFGH1234", "x abcd… y abcd…"),
            ("x abcdEFGH123", "x abcd…"),
            ("x abcdE", "x abcd…"),
            ("x abcd", "x abcd"),
            (r#""x abcdEFGH12…" and …"#, r#""x abcd…" and …"#),
            ("aabcdEabcdEF…x", "aabcdEabcd…x"),
            ("abcdEFG is not cut", "abcdEFG is not cut"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        assert_eq!(without_token("abc".to_owned(), "abc"), "abc");
    }
}
