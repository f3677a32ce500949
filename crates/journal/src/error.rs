//! What a journal cannot do.

use thiserror::Error;

use crate::Position;

/// Says why a journal did not do what it was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The store failed: disk, database, network.
    #[error("the journal's store failed")]
    Driver(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What lies in the store contradicts itself: our bug, or damage.
    #[error("the journal is inconsistent at position {}", position.0)]
    Inconsistent {
        /// Where.
        position: Position,
    },
    /// Another writer has appended since: whoever meets this no longer owns the floor.
    #[error("the journal stands at position {}, not where it was expected", position.0)]
    Overtaken {
        /// Where the journal stands.
        position: Position,
    },
}
