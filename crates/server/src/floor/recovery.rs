//! The floor made again from its journal.

use std::{sync::Arc, time::Duration};

use cordboard_acd::{Floor, OLDEST_SNAPSHOT_READ, Refusal, SNAPSHOT_VERSION, Time};
use cordboard_journal::{Journal, JournalError, Position, Snapshot};
use thiserror::Error;
use tokio::time::sleep;

use crate::readiness::{Readiness, ReadinessSign};

use super::standing_still::words;

/// Why there is no floor.
#[derive(Debug, Error)]
pub(crate) enum CannotRecover {
    /// The journal does not give it, or does not take what is new.
    #[error(transparent)]
    Journal(JournalError),
    /// The facts are gone, and no snapshot that holds them can be read.
    #[error(
        "{0}, and this version reads none of the snapshots that hold them: start the version that \
         wrote them"
    )]
    NoSnapshot(#[source] JournalError),
    /// The floor does not take the configuration.
    #[error("the configuration cannot be used: {0}")]
    Refused(#[from] Refusal),
}

impl From<JournalError> for CannotRecover {
    fn from(error: JournalError) -> Self {
        if matches!(error, JournalError::Forgotten { .. }) {
            Self::NoSnapshot(error)
        } else {
            Self::Journal(error)
        }
    }
}

/// A journal is opened again after so long.
const OPEN_AGAIN: Duration = Duration::from_secs(2);

/// Opens the journal; waits where waiting may help. A server that comes up after a crash on a full
/// disk goes on as soon as there is room: nobody has to start it again.
pub(crate) async fn open_journal(
    open: impl AsyncFn() -> Result<Arc<dyn Journal>, JournalError>,
    readiness: &ReadinessSign,
) -> Result<Arc<dyn Journal>, JournalError> {
    loop {
        match open().await {
            Ok(journal) => {
                readiness.set(Readiness::Starting);
                return Ok(journal);
            }
            Err(error) if error.may_pass() && !matches!(error, JournalError::ReadOnly { .. }) => {
                let reason: Arc<str> = words(&error).into();
                let held_up = Readiness::HeldUp(Arc::clone(&reason));
                if readiness.get() != held_up {
                    tracing::error!(reason = &*reason, "the journal cannot be opened yet");
                    readiness.set(held_up);
                }
            }
            Err(error) => return Err(error),
        }
        sleep(OPEN_AGAIN).await;
    }
}

/// So many facts are read at once.
const READ_AT_ONCE: usize = 4096;

/// A floor as its journal gives it.
pub(super) struct Recovered {
    pub(super) floor: Floor,
    /// The last fact on it.
    pub(super) position: Position,
    /// The last fact that it had from a snapshot.
    pub(super) snapshot: Position,
    /// When that was.
    pub(super) snapshot_at: Time,
}

/// Makes the floor again from its journal, as it stands or as it stood at a position: from the
/// newest snapshot that can be read, and the facts after it.
pub(super) async fn recover(
    journal: &dyn Journal,
    up_to: Option<Position>,
) -> Result<Recovered, JournalError> {
    let mut recovered = from_snapshot(journal, up_to).await?;
    replay(journal, &mut recovered, up_to).await?;
    Ok(recovered)
}

async fn from_snapshot(
    journal: &dyn Journal,
    up_to: Option<Position>,
) -> Result<Recovered, JournalError> {
    let mut below = up_to.map(|position| Position(position.0 + 1));
    while let Some(snapshot) = journal.newest_snapshot(below).await? {
        let position = snapshot.position;
        below = Some(position);
        if let Some(floor) = floor_of(snapshot).await {
            let snapshot_at = floor.now();
            return Ok(Recovered { floor, position, snapshot: position, snapshot_at });
        }
    }
    let none = Position::default();
    let snapshot_at = Time::default();
    Ok(Recovered { floor: Floor::new(), position: none, snapshot: none, snapshot_at })
}

/// Reads a snapshot. One that is not known through and through is thrown away, not guessed at.
async fn floor_of(snapshot: Snapshot) -> Option<Floor> {
    let Snapshot { position, version, floor } = snapshot;
    if !(OLDEST_SNAPSHOT_READ..=SNAPSHOT_VERSION).contains(&version) {
        tracing::info!(
            position = position.0,
            version,
            "a snapshot of a version of Cordboard that is not read here is passed over"
        );
        return None;
    }
    let read = tokio::task::spawn_blocking(move || serde_json::from_slice(&floor)).await;
    match read {
        Ok(Ok(floor)) => Some(floor),
        Ok(Err(error)) => {
            // What it says may quote the floor: only where it stopped may stand in the log.
            let column = error.column();
            tracing::warn!(position = position.0, column, "a snapshot is no floor: passed over");
            None
        }
        Err(_) => None,
    }
}

async fn replay(
    journal: &dyn Journal,
    recovered: &mut Recovered,
    up_to: Option<Position>,
) -> Result<(), JournalError> {
    loop {
        let left = up_to.map_or(u64::MAX, |up_to| up_to.0.saturating_sub(recovered.position.0));
        let limit = READ_AT_ONCE.min(usize::try_from(left).unwrap_or(usize::MAX));
        let entries = journal.read(recovered.position, limit).await?;
        let Some(last) = entries.last() else { return Ok(()) };
        recovered.position = last.position;
        for entry in &entries {
            recovered.floor.evolve(&entry.fact);
        }
    }
}
