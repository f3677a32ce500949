//! Which entries are shown.

use cordboard_broker::PageId;
use cordboard_broker::inspect::Level;

use super::log::{Entry, Way};

/// What the inspector shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Filter {
    /// One page's alone.
    pub(crate) page: Option<PageId>,
    /// Of one kind.
    pub(crate) show: Show,
    /// With these words.
    pub(crate) search: String,
}

/// Kinds of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Show {
    #[default]
    Everything,
    FromPages,
    ToPages,
    Problems,
}

impl Show {
    pub(crate) const ALL: [Self; 4] =
        [Self::Everything, Self::FromPages, Self::ToPages, Self::Problems];

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Everything => "Everything",
            Self::FromPages => "From pages",
            Self::ToPages => "To pages",
            Self::Problems => "What to mend",
        }
    }

    fn admits(self, entry: &Entry) -> bool {
        match self {
            Self::Everything => true,
            Self::FromPages => entry.way == Way::FromPage,
            Self::ToPages => matches!(entry.way, Way::ToPage | Way::Replayed),
            Self::Problems => entry.explanation.level != Level::Fine,
        }
    }
}

impl Filter {
    pub(crate) fn admits(&self, entry: &Entry) -> bool {
        self.page.is_none_or(|page| page == entry.page)
            && self.show.admits(entry)
            && self.search.split_whitespace().all(|word| has(entry, word))
    }
}

fn has(entry: &Entry, word: &str) -> bool {
    let raw = entry.raw.as_ref().map(|raw| raw.text.as_str());
    let texts =
        [Some(entry.kind.as_str()), Some(&entry.explanation.sentence), raw, Some(&entry.title)];
    texts.into_iter().flatten().any(|text| contains(text, word))
}

/// Whatever the case of ASCII letters, without a copy of the text.
fn contains(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    word.is_empty() || text.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::log::tests::entry;
    use super::*;

    #[test]
    fn page_kind_and_words_must_all_fit() {
        let entry = entry(r#"{"messageType":"HoldEvent","contactId":41}"#);
        let admits =
            |page, show, search: &str| Filter { page, show, search: search.into() }.admits(&entry);
        assert!(admits(None, Show::Everything, ""));
        assert!(admits(Some(PageId(1)), Show::FromPages, "holdevent 41"));
        assert!(admits(None, Show::Everything, "IT IS crm"));
        assert!(!admits(Some(PageId(2)), Show::Everything, ""));
        assert!(!admits(None, Show::ToPages, ""));
        assert!(!admits(None, Show::Problems, ""));
        assert!(!admits(None, Show::Everything, "holdevent 42"));
    }
}
