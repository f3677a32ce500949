//! The floor made again from its journal.

use cordboard_acd::{Floor, Refusal};
use cordboard_journal::{Journal, JournalError, Position};
use thiserror::Error;

/// Why there is no floor.
#[derive(Debug, Error)]
pub(crate) enum CannotRecover {
    /// The journal does not give it, or does not take what is new.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The floor does not take the configuration.
    #[error("the configuration cannot be used: {0}")]
    Refused(#[from] Refusal),
}

/// So many facts are read at once.
const READ_AT_ONCE: usize = 4096;

/// A floor as its journal gives it.
pub(super) struct Recovered {
    pub(super) floor: Floor,
    /// The last fact on it.
    pub(super) position: Position,
}

/// Makes the floor again from all facts of its journal, or those up to a position.
pub(super) async fn recover(
    journal: &dyn Journal,
    up_to: Option<Position>,
) -> Result<Recovered, JournalError> {
    let mut recovered = Recovered { floor: Floor::new(), position: Position::default() };
    replay(journal, &mut recovered, up_to).await?;
    Ok(recovered)
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
