use cordboard_protocol::page::{Extension, LifecycleState, PageLifecycle};

use crate::{
    Broker, Output, PageId, PostedEvent, Tick,
    open_page::{Kept, Progress},
};

/// How long a page that is about to be closed may take to save (P51): a request and its answer,
/// and no longer than an agent bears with a panel that should be gone.
const SAVE_WAIT_MS: u64 = 2_000;

/// Whether the agent sees the page, and whether it is about to go.
#[derive(Debug, Default)]
pub(crate) struct Lifecycle {
    is_shown: bool,
    /// It was told that it closes, and may save until then.
    closes_at: Option<Tick>,
}

impl Lifecycle {
    pub(crate) fn event(&self) -> PostedEvent {
        let state = if self.closes_at.is_some() {
            LifecycleState::Closing
        } else if self.is_shown {
            LifecycleState::Shown
        } else {
            LifecycleState::Hidden
        };
        PostedEvent::Lifecycle(PageLifecycle::new(state))
    }
}

impl Broker {
    pub(crate) fn on_shown(&mut self, page: PageId, is_shown: bool) {
        let Some(open) = self.pages.get_mut(&page) else { return };
        let was_shown = std::mem::replace(&mut open.lifecycle.is_shown, is_shown);
        if was_shown != is_shown && open.lifecycle.closes_at.is_none() {
            let event = open.lifecycle.event();
            self.tell_own(page, asks_and_is_answered, &event);
        }
    }

    /// The page goes at once, or when it has had its time to save.
    pub(crate) fn on_closing(&mut self, now: Tick, page: PageId) {
        let asks = |kept: &Kept| kept.has(Extension::Lifecycle);
        if !self.pages.get(&page).is_some_and(|open| open.kept.as_ref().is_some_and(asks)) {
            self.outputs.push_back(Output::Remove { page, was_told: false });
            return;
        }
        // What it is owed comes before the end.
        self.post_answer(page);
        let Some(open) = self.pages.get_mut(&page) else { return };
        if open.lifecycle.closes_at.is_none() {
            open.lifecycle.closes_at = Some(now.after_ms(SAVE_WAIT_MS));
            let event = open.lifecycle.event();
            self.tell_own(page, asks_and_is_answered, &event);
        }
    }

    /// Nobody is there any more who could save something.
    pub(crate) fn end_closing(&mut self, page: PageId) {
        let Some(open) = self.pages.get_mut(&page) else { return };
        if open.lifecycle.closes_at.take().is_some() {
            self.outputs.push_back(Output::Remove { page, was_told: true });
        }
    }

    pub(crate) fn closing_deadline(&self) -> Option<Tick> {
        self.pages.values().filter_map(|open| open.lifecycle.closes_at).min()
    }

    pub(crate) fn on_closing_deadlines(&mut self, now: Tick) {
        let is_due = |at: Tick| at <= now;
        let pages = self.pages.iter();
        let due = pages.filter(|(_, open)| open.lifecycle.closes_at.is_some_and(is_due));
        let due: Vec<PageId> = due.map(|(page, _)| *page).collect();
        for page in due {
            self.end_closing(page);
        }
    }
}

/// An answer that waits will bring the state of then.
fn asks_and_is_answered(kept: &Kept) -> bool {
    kept.has(Extension::Lifecycle) && matches!(kept.progress, Progress::Answered)
}
