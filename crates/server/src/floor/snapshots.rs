//! Snapshots of the floor, written while it goes on.

use std::sync::Arc;

use cordboard_acd::{Floor, SNAPSHOT_VERSION, Time};
use cordboard_journal::{Journal, JournalError, Position, Snapshot};
use tokio::task::JoinHandle;

use crate::{config, metrics::Measures};

use super::standing_still::words;

/// What is older than the configuration wants it goes with a snapshot: a quiet floor writes one a
/// day.
const A_DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// The floor's snapshots.
pub(super) struct Snapshots {
    journal: Arc<dyn Journal>,
    config: config::Journal,
    measures: Measures,
    /// What the newest one holds.
    newest: Position,
    /// The floor's time in it.
    newest_at: Time,
    /// At most one is written at a time.
    running: Option<JoinHandle<()>>,
}

impl Snapshots {
    /// Goes on after the one that the floor was recovered from.
    pub(super) fn new(
        journal: Arc<dyn Journal>,
        config: config::Journal,
        measures: Measures,
        (newest, newest_at): (Position, Time),
    ) -> Self {
        Self { journal, config, measures, newest, newest_at, running: None }
    }

    /// Begins one when enough has happened since the last.
    pub(super) fn save_when_due(&mut self, floor: &Floor, position: Position) {
        let facts = position.0.saturating_sub(self.newest.0);
        let is_due = facts >= self.config.snapshot_every
            || facts > 0 && floor.now().ms_since(self.newest_at) >= A_DAY_MS;
        let is_running = self.running.as_ref().is_some_and(|running| !running.is_finished());
        if is_due && !is_running {
            self.running = Some(self.save(floor, position));
        }
    }

    /// Writes the last one, and waits for it.
    pub(super) async fn save_last(mut self, floor: &Floor, position: Position) {
        if let Some(running) = self.running.take() {
            let _ = running.await;
        }
        if position > self.newest {
            let _ = self.save(floor, position).await;
        }
    }

    fn save(&mut self, floor: &Floor, position: Position) -> JoinHandle<()> {
        (self.newest, self.newest_at) = (position, floor.now());
        let (journal, config) = (Arc::clone(&self.journal), self.config);
        let (floor, measures) = (floor.clone(), self.measures.clone());
        tokio::spawn(async move {
            let now = floor.now();
            match save(journal.as_ref(), floor, position).await {
                Ok(bytes) => {
                    tracing::info!(position = position.0, bytes, "a snapshot has been written");
                    measures.snapshot(position, now);
                    forget(journal.as_ref(), config, now, position).await;
                    forget_history(journal.as_ref(), config, now).await;
                }
                Err(error) => tracing::warn!(
                    reason = words(&error),
                    "a snapshot was not written; the facts are there"
                ),
            }
        })
    }
}

async fn save(
    journal: &dyn Journal,
    floor: Floor,
    position: Position,
) -> Result<usize, JournalError> {
    let written = tokio::task::spawn_blocking(move || serde_json::to_vec(&floor)).await;
    let floor = written
        .map_err(|error| JournalError::Driver(error.into()))?
        .map_err(|error| JournalError::Driver(error.into()))?;
    let bytes = floor.len();
    journal.save_snapshot(Snapshot { position, version: SNAPSHOT_VERSION, floor }).await?;
    Ok(bytes)
}

/// Drops the facts that are older than the configuration wants them.
async fn forget(journal: &dyn Journal, config: config::Journal, now: Time, newest: Position) {
    let Some(time) = days_before(now, config.keep_days) else { return };
    let forgotten = async {
        let last = last_before(journal, time, newest).await?;
        journal.forget(last).await
    };
    match forgotten.await {
        Ok(position) => tracing::debug!(position = position.0, "older facts are dropped"),
        Err(error) => tracing::warn!(reason = words(&error), "older facts were not dropped"),
    }
}

/// Drops the contacts that have been over for longer than the configuration wants them.
async fn forget_history(journal: &dyn Journal, config: config::Journal, now: Time) {
    let Some(time) = days_before(now, config.keep_history_days) else { return };
    let Some(history) = journal.history() else { return };
    match history.forget_history(time).await {
        Ok(contacts) => tracing::debug!(contacts, "older contacts are dropped from the history"),
        Err(error) => {
            tracing::warn!(reason = words(&error), "older contacts were not dropped");
        }
    }
}

/// Gives the time so many days ago; none for 0 days, which mean for ever.
fn days_before(now: Time, days: u64) -> Option<Time> {
    (days > 0).then(|| Time(now.0.saturating_sub(days.saturating_mul(A_DAY_MS))))
}

/// Finds the last fact before a time: times in facts never go back.
async fn last_before(
    journal: &dyn Journal,
    time: Time,
    newest: Position,
) -> Result<Position, JournalError> {
    let (mut before, mut last) = (0, newest.0);
    while before < last {
        let middle = before + (last - before).div_ceil(2);
        let is_before = match journal.read(Position(middle - 1), 1).await {
            Ok(entries) => entries.first().is_some_and(|entry| entry.fact.at < time),
            Err(JournalError::Forgotten { .. }) => true,
            Err(error) => return Err(error),
        };
        if is_before {
            before = middle;
        } else {
            last = middle - 1;
        }
    }
    Ok(Position(before))
}

#[cfg(test)]
mod tests {
    use cordboard_acd::{
        Fact,
        fact::{ContactClose, Happened},
    };
    use cordboard_journal::{MemoryJournal, SqliteJournal};

    use super::*;

    #[tokio::test]
    async fn contacts_leave_the_history_after_so_many_days() {
        let folder = tempfile::tempdir().unwrap();
        let journal =
            SqliteJournal::open(folder.path(), cordboard_acd::BusinessUnitId(1)).await.unwrap();
        let contact = cordboard_acd::ContactId(7);
        let arrived = Happened::ContactArrived {
            contact,
            skill: cordboard_acd::SkillId(101),
            ani: cordboard_acd::Private::default(),
            dnis: cordboard_acd::Private::default(),
            priority: 5,
        };
        let closed = Happened::ContactClosed { contact, why: ContactClose::Abandoned };
        let facts = [Fact::new(Time(1_000), arrived), Fact::new(Time(2_000), closed)];
        journal.append(Position(0), &facts).await.unwrap();
        let history = journal.history().unwrap();
        history.catch_up().await.unwrap();
        let is_there = async || history.past_contact(contact).await.unwrap().is_some();
        let config = |days| config::Journal { keep_history_days: days, ..<_>::default() };
        for (days, now, is_kept) in
            [(0, 50 * A_DAY_MS, true), (1, 2_000 + A_DAY_MS, true), (1, 2_001 + A_DAY_MS, false)]
        {
            forget_history(&journal, config(days), Time(now)).await;
            assert_eq!(is_there().await, is_kept, "{days} days, at {now}");
        }
        journal.close().await.unwrap();
    }

    #[tokio::test]
    async fn the_last_fact_before_a_time_is_found() {
        let journal = MemoryJournal::new();
        let fact = |at| {
            let contact = cordboard_acd::ContactId(at);
            let why = ContactClose::Abandoned;
            Fact::new(Time(at), Happened::ContactClosed { contact, why })
        };
        let facts: Vec<_> = [10, 10, 20, 30, 30, 30, 70].map(fact).into();
        journal.append(Position(0), &facts).await.unwrap();
        for (time, position) in [(0, 0), (10, 0), (11, 2), (30, 3), (31, 6), (70, 6), (999, 7)] {
            let found = last_before(&journal, Time(time), Position(7)).await.unwrap();
            assert_eq!(found, Position(position), "before {time}");
        }
        assert_eq!(last_before(&journal, Time(5), Position(0)).await.unwrap(), Position(0));
    }
}
