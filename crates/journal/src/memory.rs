//! The journal that forgets with the process.

use std::sync::{Mutex, MutexGuard, PoisonError};

use cordboard_acd::Fact;

use crate::{Entry, Journal, JournalError, Pending, Position, Snapshot};

/// Keeps facts in memory, for tests and for a server without a data folder.
#[derive(Debug, Default)]
pub struct MemoryJournal {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    facts: Vec<Fact>,
    snapshot: Option<Snapshot>,
}

impl MemoryJournal {
    /// Makes an empty journal.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A panic elsewhere cannot have left `Kept` half changed: every change is one push or one
    /// assignment.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Journal for MemoryJournal {
    fn append<'a>(&'a self, expected: Position, facts: &'a [Fact]) -> Pending<'a, Position> {
        Box::pin(async move {
            let mut kept = self.kept();
            let position = kept.position();
            if position != expected {
                return Err(JournalError::Overtaken { position });
            }
            kept.facts.extend_from_slice(facts);
            Ok(kept.position())
        })
    }

    fn read(&self, after: Position, limit: usize) -> Pending<'_, Vec<Entry>> {
        Box::pin(async move {
            let kept = self.kept();
            Ok((1..)
                .map(Position)
                .zip(&kept.facts)
                .skip_while(|(position, _)| *position <= after)
                .take(limit)
                .map(|(position, fact)| Entry { position, fact: fact.clone() })
                .collect())
        })
    }

    fn newest_snapshot(&self) -> Pending<'_, Option<Snapshot>> {
        Box::pin(async move { Ok(self.kept().snapshot.clone()) })
    }

    fn save_snapshot(&self, snapshot: Snapshot) -> Pending<'_, ()> {
        Box::pin(async move {
            let mut kept = self.kept();
            if snapshot.position > kept.position() {
                return Err(JournalError::Inconsistent { position: snapshot.position });
            }
            if kept.snapshot.as_ref().is_none_or(|newest| newest.position <= snapshot.position) {
                kept.snapshot = Some(snapshot);
            }
            Ok(())
        })
    }
}

impl Kept {
    fn position(&self) -> Position {
        Position(self.facts.len() as u64)
    }
}
