use crate::{Broker, Note, Origin, PageId, Tick};

/// How many messages a page may post in a burst (P34).
const BURST: u64 = 1_000;
/// How many messages a second a page may post for long (P34): far more than any page needs, far
/// less than would slow the desktop.
const PER_SECOND: u64 = 200;

impl Broker {
    /// Says whether a page's message is to be looked at; asked before `event.data` is touched,
    /// for a window that the desktop opened. Drain [`Broker::poll_output`] after it.
    ///
    /// # Source
    /// P11, P34
    pub fn admit(&mut self, now: Tick, page: PageId, origin: &Origin) -> bool {
        let Some(open) = self.pages.get_mut(&page) else { return false };
        match open.budget.spend(now) {
            Spent::Within => {}
            Spent::FirstBeyond => {
                self.note(page, Note::Flood);
                return false;
            }
            Spent::Beyond => return false,
        }
        if open.rules.hears(origin) {
            return true;
        }
        self.not_heard(page, origin);
        false
    }

    /// Says so, once, when a page posts from an origin that its entry does not name; also where a pop-out has refused
    /// it already.
    ///
    /// # Source
    /// P11
    pub fn not_heard(&mut self, page: PageId, origin: &Origin) {
        let Some(open) = self.pages.get_mut(&page) else { return };
        if !open.rules.hears(origin) && open.refused.as_ref() != Some(origin) {
            open.refused = Some(origin.clone());
            self.note(page, Note::OriginNotHeard { origin: origin.clone() });
        }
    }
}

/// What a page may still post: a bucket that time fills.
#[derive(Debug)]
pub(crate) struct Budget {
    /// In thousandths of a message, so that every millisecond counts.
    left: u64,
    at: Tick,
    flooding: bool,
}

enum Spent {
    Within,
    FirstBeyond,
    Beyond,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: BURST * 1_000, at: Tick(0), flooding: false }
    }
}

impl Budget {
    fn spend(&mut self, now: Tick) -> Spent {
        let gained = now.0.saturating_sub(self.at.0).saturating_mul(PER_SECOND);
        self.left = self.left.saturating_add(gained).min(BURST * 1_000);
        self.at = self.at.max(now);
        if self.left == BURST * 1_000 {
            // Calm for so long that the burst is whole again: the flood is over.
            self.flooding = false;
        }
        match self.left.checked_sub(1_000) {
            Some(left) => {
                self.left = left;
                Spent::Within
            }
            None if self.flooding => Spent::Beyond,
            None => {
                self.flooding = true;
                Spent::FirstBeyond
            }
        }
    }
}
