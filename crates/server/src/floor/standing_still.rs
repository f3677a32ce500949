//! While the journal takes no facts, the floor stands still.
//!
//! No command is taken, no timer runs, no report of the lines is applied. Reads and polls are
//! answered from what is durable. The journal is opened anew from time to time where that may help;
//! when it takes facts again, the floor goes on.

use std::{error::Error, sync::Arc, time::Duration};

use cordboard_acd::Command;
use cordboard_journal::JournalError;
use tokio::time::Instant;

use super::FloorError;

/// The first attempt comes after so long, each further one after twice as long as the one before.
const FIRST_WAIT: Duration = Duration::from_secs(1);

/// Whoever has made room on the disk waits no longer than this.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// A floor's standing still.
pub(super) struct StandingStill {
    /// Whether the durable floor is at hand: not when the journal cannot even be read.
    pub(super) floor_is_known: bool,
    /// What the lines reported and the journal did not take: it comes again.
    pub(super) reports: Vec<Command>,
    reason: Arc<str>,
    wait: Duration,
    /// Nothing when trying again cannot help.
    try_again_at: Option<Instant>,
}

impl StandingStill {
    /// Begins it.
    pub(super) fn begin(error: &JournalError, reports: Vec<Command>, now: Instant) -> Self {
        let mut still = Self {
            floor_is_known: false,
            reports,
            reason: Arc::default(),
            wait: FIRST_WAIT,
            try_again_at: None,
        };
        still.plan(error, now);
        still
    }

    /// Another attempt has failed.
    pub(super) fn failed_again(&mut self, error: &JournalError, now: Instant) {
        self.wait = (self.wait * 2).min(LONGEST_WAIT);
        self.plan(error, now);
    }

    fn plan(&mut self, error: &JournalError, now: Instant) {
        self.reason = words(error).into();
        self.try_again_at = error.may_pass().then(|| now + self.wait);
    }

    /// Why, and what to do.
    pub(super) fn reason(&self) -> Arc<str> {
        Arc::clone(&self.reason)
    }

    /// When the journal is to be opened anew.
    pub(super) fn try_again_at(&self) -> Option<Instant> {
        self.try_again_at
    }

    /// What is told to whoever wants something to happen.
    pub(super) fn refusal(&self, now: Instant) -> FloorError {
        let retry_after = self.try_again_at.map_or(LONGEST_WAIT, |at| at.duration_since(now));
        FloorError::StandsStill { retry_after }
    }
}

/// The error and its causes in one sentence.
pub(super) fn words(error: &JournalError) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        words.push_str(": ");
        words.push_str(&error.to_string());
        source = error.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_is_tried_again_where_that_may_help_and_more_and_more_rarely() {
        let now = Instant::now();
        let full = JournalError::Full { file: "/data/journal.db".into() };
        let mut still = StandingStill::begin(&full, Vec::new(), now);
        let mut waits = Vec::new();
        for _ in 0..5 {
            waits.push(still.try_again_at().unwrap().duration_since(now).as_secs());
            still.failed_again(&full, now);
        }
        assert_eq!(waits, [1, 2, 4, 5, 5]);
        assert!(still.reason().contains("/data/journal.db"), "{}", still.reason());
        let overtaken = JournalError::Overtaken { position: cordboard_journal::Position(1) };
        still.failed_again(&overtaken, now);
        assert_eq!(still.try_again_at(), None);
    }
}
