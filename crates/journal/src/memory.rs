//! The journal that forgets with the process.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};

use cordboard_acd::Fact;

use crate::{Entry, Journal, JournalError, Pending, Position, SNAPSHOTS_KEPT, Snapshot};

/// Keeps facts in memory, for tests and for a server without a data folder.
#[derive(Debug, Default)]
pub struct MemoryJournal {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    closed: bool,
    /// How many facts have been dropped.
    forgotten: Position,
    facts: VecDeque<Fact>,
    snapshots: BTreeMap<Position, Snapshot>,
}

impl MemoryJournal {
    /// Makes an empty journal.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A panic cannot have left `Kept` half changed: nothing between its changes panics.
    fn kept(&self) -> Result<MutexGuard<'_, Kept>, JournalError> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.closed { Err(JournalError::Closed) } else { Ok(kept) }
    }
}

impl Journal for MemoryJournal {
    fn append<'a>(&'a self, expected: Position, facts: &'a [Fact]) -> Pending<'a, Position> {
        Box::pin(async move {
            let mut kept = self.kept()?;
            let position = kept.position();
            if position != expected {
                return Err(JournalError::Overtaken { position });
            }
            kept.facts.extend(facts.iter().cloned());
            Ok(kept.position())
        })
    }

    fn read(&self, after: Position, limit: usize) -> Pending<'_, Vec<Entry>> {
        Box::pin(async move {
            let kept = self.kept()?;
            if after < kept.forgotten {
                return Err(JournalError::Forgotten { position: kept.forgotten });
            }
            Ok((kept.forgotten.0 + 1..)
                .map(Position)
                .zip(&kept.facts)
                .skip_while(|(position, _)| *position <= after)
                .take(limit)
                .map(|(position, fact)| Entry { position, fact: fact.clone() })
                .collect())
        })
    }

    fn newest_snapshot(&self, below: Option<Position>) -> Pending<'_, Option<Snapshot>> {
        Box::pin(async move {
            let kept = self.kept()?;
            let mut newest_first = kept.snapshots.values().rev();
            Ok(newest_first.find(|kept| below.is_none_or(|below| kept.position < below)).cloned())
        })
    }

    fn save_snapshot(&self, snapshot: Snapshot) -> Pending<'_, ()> {
        Box::pin(async move {
            let mut kept = self.kept()?;
            if snapshot.position > kept.position() {
                return Err(JournalError::Inconsistent { position: snapshot.position });
            }
            kept.snapshots.insert(snapshot.position, snapshot);
            if kept.snapshots.len() > SNAPSHOTS_KEPT {
                kept.snapshots.pop_first();
            }
            Ok(())
        })
    }

    fn forget(&self, up_to: Position) -> Pending<'_, Position> {
        Box::pin(async move {
            let mut kept = self.kept()?;
            let held = match kept.snapshots.first_key_value() {
                Some((oldest, _)) if kept.snapshots.len() == SNAPSHOTS_KEPT => *oldest,
                Some(_) | None => Position(0),
            };
            let last = up_to.min(held).max(kept.forgotten);
            while kept.forgotten < last {
                kept.facts.pop_front();
                kept.forgotten.0 += 1;
            }
            Ok(kept.forgotten)
        })
    }

    fn reopen(&self) -> Pending<'_, Position> {
        Box::pin(async move { Ok(self.kept()?.position()) })
    }

    fn close(&self) -> Pending<'_, ()> {
        Box::pin(async move {
            self.kept()?.closed = true;
            Ok(())
        })
    }
}

impl Kept {
    fn position(&self) -> Position {
        Position(self.forgotten.0 + self.facts.len() as u64)
    }
}
