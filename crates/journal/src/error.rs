//! What a journal cannot do.

use std::path::PathBuf;

use thiserror::Error;

use crate::Position;

/// Says why a journal did not do what it was asked, where, and what helps.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The store failed: disk, database, network.
    #[error(transparent)]
    Driver(Box<dyn std::error::Error + Send + Sync>),
    /// No room is left.
    #[error(
        "no room is left for the journal {}: free some on its disk, and the server goes on",
        file.display()
    )]
    Full {
        /// Where.
        file: PathBuf,
    },
    /// The store takes no writing.
    #[error(
        "the journal {} cannot be written: make its file system writable, and the folder and its \
         files the server's own",
        file.display()
    )]
    ReadOnly {
        /// Where.
        file: PathBuf,
    },
    /// Something else holds the store.
    #[error("another program holds the journal {}: end it, or wait until it is done", file.display())]
    Busy {
        /// Where.
        file: PathBuf,
    },
    /// What was written is not what lies there.
    #[error(
        "the journal {} is damaged{}: {what}; keep the file and its -wal file as they are, look at \
         the disk, and restore the newest backup",
        file.display(),
        at_position(*position)
    )]
    Damaged {
        /// Where.
        file: PathBuf,
        /// The first fact that cannot be had, where that is known.
        position: Option<Position>,
        /// What was found.
        what: String,
    },
    /// It was never a journal.
    #[error(
        "{} is not a journal of Cordboard ({what}): move it away, or choose another data folder",
        file.display()
    )]
    Foreign {
        /// Where.
        file: PathBuf,
        /// What was found.
        what: String,
    },
    /// A newer version of Cordboard has written it.
    #[error(
        "a newer version of Cordboard has written the journal {} ({what}): start that version",
        file.display()
    )]
    TooNew {
        /// Where.
        file: PathBuf,
        /// What this version does not know.
        what: String,
    },
    /// There is nothing at the place.
    #[error("there is no journal at {}: check the data folder's path", file.display())]
    Missing {
        /// Where.
        file: PathBuf,
    },
    /// There is a journal where a new one was to be put.
    #[error("there is a journal at {} already: move it away, or choose another folder", file.display())]
    Occupied {
        /// Where.
        file: PathBuf,
    },
    /// An append has failed, and [`Journal::reopen`](crate::Journal::reopen) has not succeeded
    /// since.
    #[error("the journal takes no facts until it has been opened anew")]
    Stopped,
    /// [`Journal::close`](crate::Journal::close) was called.
    #[error("the journal is closed")]
    Closed,
    /// The facts that were asked for have been dropped: a snapshot holds what they did.
    #[error("the facts up to position {} have been dropped", position.0)]
    Forgotten {
        /// The last that was dropped.
        position: Position,
    },
    /// What lies in the store contradicts itself: our bug, or damage.
    #[error("the journal is inconsistent at position {}", position.0)]
    Inconsistent {
        /// Where.
        position: Position,
    },
    /// Another writer has appended since: whoever meets this no longer owns the floor.
    #[error(
        "the journal stands at position {}, not where it was expected: another server writes to it",
        position.0
    )]
    Overtaken {
        /// Where the journal stands.
        position: Position,
    },
}

impl JournalError {
    /// Says whether [`Journal::reopen`](crate::Journal::reopen) may help, now or once somebody
    /// has made room: a full disk passes, damage does not.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Driver(_)
            | Self::Full { .. }
            | Self::ReadOnly { .. }
            | Self::Busy { .. }
            | Self::Stopped => true,
            Self::Damaged { .. }
            | Self::Foreign { .. }
            | Self::TooNew { .. }
            | Self::Missing { .. }
            | Self::Occupied { .. }
            | Self::Closed
            | Self::Forgotten { .. }
            | Self::Inconsistent { .. }
            | Self::Overtaken { .. } => false,
        }
    }
}

fn at_position(position: Option<Position>) -> String {
    position.map(|position| format!(" at position {}", position.0)).unwrap_or_default()
}
