//! What each page costs.

use std::collections::BTreeMap;
use std::sync::Arc;

use cordboard_broker::PageId;

/// How many pages are counted: with so many contacts and panels nobody looks at the first any more.
const PAGES_COUNTED: usize = 128;

/// What one page cost since the inspector was opened.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Cost {
    pub(crate) title: Arc<str>,
    /// What it posted and was heard.
    pub(crate) heard: Traffic,
    /// What was posted to it.
    pub(crate) told: Traffic,
    /// How many of its messages were not looked at.
    pub(crate) not_heard: u64,
    /// The longest that one of its messages kept the desktop busy.
    pub(crate) longest_ms: f64,
}

/// Messages one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Traffic {
    pub(crate) messages: u64,
    pub(crate) bytes: u64,
}

impl Traffic {
    pub(crate) fn add(&mut self, bytes: u64) {
        self.messages += 1;
        self.bytes += bytes;
    }
}

/// What the pages cost.
#[derive(Debug, Default)]
pub(crate) struct Costs(BTreeMap<PageId, Cost>);

impl Costs {
    /// The page's, to count on.
    pub(crate) fn of(&mut self, page: PageId, title: &Arc<str>) -> &mut Cost {
        if self.0.len() >= PAGES_COUNTED && !self.0.contains_key(&page) {
            // The oldest has the smallest number.
            self.0.pop_first();
        }
        let cost = self.0.entry(page).or_default();
        cost.title = Arc::clone(title);
        cost
    }

    /// What the page was called when it was first counted.
    pub(crate) fn title(&self, page: PageId) -> Option<Arc<str>> {
        self.0.get(&page).map(|cost| Arc::clone(&cost.title))
    }

    pub(crate) fn all(&self) -> Vec<(PageId, Cost)> {
        self.0.iter().map(|(page, cost)| (*page, cost.clone())).collect()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// Bytes as somebody reads them.
pub(crate) fn bytes_words(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{}.{} KiB", bytes / 1_024, bytes % 1_024 * 10 / 1_024),
        _ => format!("{}.{} MiB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_is_counted_and_the_oldest_go() {
        let mut costs = Costs::default();
        let title: Arc<str> = "CRM".into();
        let pages = u32::try_from(PAGES_COUNTED).unwrap_or_default();
        for page in 0..=pages {
            costs.of(PageId(page), &title).heard.add(10);
            costs.of(PageId(page), &title).heard.add(5);
        }
        let all = costs.all();
        assert_eq!(all.len(), PAGES_COUNTED);
        assert_eq!(all.first().map(|(page, _)| *page), Some(PageId(1)));
        assert!(all.iter().all(|(_, cost)| cost.heard == Traffic { messages: 2, bytes: 15 }));
    }

    #[test]
    fn bytes_are_told_in_their_unit() {
        assert_eq!(bytes_words(1_023), "1023 B");
        assert_eq!(bytes_words(1_536), "1.5 KiB");
        assert_eq!(bytes_words(1_048_576), "1.0 MiB");
    }
}
