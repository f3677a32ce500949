//! What is recorded, and no more of it than can be looked through.

use std::collections::VecDeque;
use std::sync::Arc;

use cordboard_broker::PageId;
use cordboard_broker::inspect::Explanation;

/// How many entries are kept: some minutes of a busy desktop with eight pages, and more than anybody scrolls through.
const ENTRIES_KEPT: usize = 2_000;
/// How many bytes of messages are kept: a message of the host has at most 12 KiB, so this is room for all entries as
/// they usually are, and no burden for a tab where they are not.
const BYTES_KEPT: usize = 8 * 1_024 * 1_024;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// Never given twice.
    pub(crate) number: u64,
    /// When, in milliseconds since the Unix epoch, by this computer's clock.
    pub(crate) at_ms: f64,
    /// Whose.
    pub(crate) page: PageId,
    /// What the agent reads on the page's tab.
    pub(crate) title: Arc<str>,
    /// Which way it went.
    pub(crate) way: Way,
    /// What it is, in a word.
    pub(crate) kind: String,
    /// What was done with it.
    pub(crate) explanation: Explanation,
    /// What became of it afterwards.
    pub(crate) later: Vec<String>,
    /// What was posted; nothing where that was not looked at.
    pub(crate) raw: Option<Raw>,
    /// How long the desktop took, in milliseconds.
    pub(crate) took_ms: Option<f64>,
    /// How often it was changed since.
    pub(crate) changes: u32,
}

/// Which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// From the page to the desktop.
    FromPage,
    /// From the desktop to the page.
    ToPage,
    /// The same, out of a log that is replayed.
    Replayed,
    /// No message: something that happened to the page.
    About,
}

impl Way {
    /// As an exported log has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::FromPage => "in",
            Self::ToPage => "out",
            Self::Replayed => "replayed",
            Self::About => "about",
        }
    }

    pub(crate) fn arrow(self) -> &'static str {
        match self {
            Self::FromPage => "→",
            Self::ToPage | Self::Replayed => "←",
            Self::About => "·",
        }
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::FromPage => "from",
            Self::ToPage => "to",
            Self::Replayed => "replayed to",
            Self::About => "about",
        }
    }
}

/// What was posted, as a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) text: String,
    /// Whether the text is JSON that says all of it.
    pub(crate) is_json: bool,
    /// Whether there was more of it.
    pub(crate) is_cut: bool,
    /// How long it is, as far as it was counted.
    pub(crate) bytes: u64,
}

/// The newest entries.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Arc<Entry>>,
    bytes: usize,
    last: u64,
    dropped: u64,
}

impl Log {
    /// The number of the next entry.
    pub(crate) fn next_number(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    pub(crate) fn push(&mut self, entry: Entry) {
        self.bytes += size(&entry);
        self.entries.push_back(Arc::new(entry));
        while self.entries.len() > ENTRIES_KEPT || self.bytes > BYTES_KEPT {
            let Some(oldest) = self.entries.pop_front() else { return };
            self.bytes -= size(&oldest);
            self.dropped += 1;
        }
    }

    /// Changes an entry that is still there.
    pub(crate) fn change(&mut self, number: u64, change: impl FnOnce(&mut Entry)) {
        let at = self.entries.binary_search_by_key(&number, |entry| entry.number);
        if let Some(entry) = at.ok().and_then(|at| self.entries.get_mut(at)) {
            let entry = Arc::make_mut(entry);
            let before = size(entry);
            change(entry);
            entry.changes += 1;
            self.bytes = self.bytes - before + size(entry);
        }
    }

    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &Arc<Entry>> {
        self.entries.iter()
    }

    pub(crate) fn get(&self, number: u64) -> Option<&Arc<Entry>> {
        let at = self.entries.binary_search_by_key(&number, |entry| entry.number).ok()?;
        self.entries.get(at)
    }

    /// How many were there and are not any more.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Forgets all of it; numbers go on.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.bytes = 0;
        self.dropped = 0;
    }
}

/// About how much memory an entry takes.
fn size(entry: &Entry) -> usize {
    let raw = entry.raw.as_ref().map_or(0, |raw| raw.text.len());
    let later: usize = entry.later.iter().map(String::len).sum();
    size_of::<Entry>() + raw + later + entry.kind.len() + entry.explanation.sentence.len()
}

#[cfg(test)]
pub(crate) mod tests {
    use cordboard_broker::inspect::Level;

    use super::*;

    #[test]
    fn the_oldest_go_when_there_are_too_many_or_they_are_too_long() {
        let mut log = Log::default();
        for _ in 0..ENTRIES_KEPT + 5 {
            add(&mut log, "x");
        }
        assert_eq!(log.entries().count(), ENTRIES_KEPT);
        assert_eq!((log.dropped(), log.entries().next().map(|entry| entry.number)), (5, Some(6)));

        let text = "x".repeat(BYTES_KEPT / 4);
        for _ in 0..5 {
            add(&mut log, &text);
        }
        assert_eq!(log.entries().count(), 3);
        assert!(log.bytes <= BYTES_KEPT);
        log.clear();
        assert_eq!((log.entries().count(), log.bytes, log.dropped()), (0, 0, 0));
        assert_eq!(log.next_number(), u64::try_from(ENTRIES_KEPT).unwrap_or_default() + 11);
    }

    #[test]
    fn an_entry_is_changed_as_long_as_it_is_there() {
        let mut log = Log::default();
        add(&mut log, "one");
        add(&mut log, "two");
        let before = log.bytes;
        log.change(1, |entry| entry.later.push("later".into()));
        log.change(9, |entry| entry.later.push("never".into()));
        assert_eq!(log.bytes, before + "later".len());
        assert_eq!(log.get(1).map(|entry| (entry.changes, entry.later.len())), Some((1, 1)));
        assert_eq!(log.get(2).map(|entry| entry.changes), Some(0));
    }

    fn add(log: &mut Log, text: &str) {
        let number = log.next_number();
        log.push(Entry { number, ..entry(text) });
    }

    pub(crate) fn entry(text: &str) -> Entry {
        let explanation =
            Explanation { level: Level::Fine, sentence: "It is there.".into(), clause: "P1" };
        let bytes = text.len() as u64;
        Entry {
            number: 1,
            at_ms: 0.0,
            page: PageId(1),
            title: "CRM".into(),
            way: Way::FromPage,
            kind: "HoldEvent".into(),
            explanation,
            later: Vec::new(),
            raw: Some(Raw { text: text.into(), is_json: false, is_cut: false, bytes }),
            took_ms: None,
            changes: 0,
        }
    }
}
