//! Facts made durable.
//!
//! One trait for all back ends. It is dyn-compatible, because the configuration chooses the back
//! end at run time and `main.rs` alone names them: its methods give boxed futures.
#![warn(missing_docs)]

mod conformance;
mod error;
mod memory;

use std::pin::Pin;

use cordboard_acd::Fact;

pub use conformance::conformance;
pub use error::JournalError;
pub use memory::MemoryJournal;

/// What the journal's methods give: a future that can cross threads.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, JournalError>> + Send + 'a>>;

/// Says how many facts a journal holds: the first fact's position is 1, an empty journal stands
/// at 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(
    /// The number.
    pub u64,
);

/// Holds a fact and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place.
    pub position: Position,
    /// It.
    pub fact: Fact,
}

/// Holds a floor as it was after a fact. It may be thrown away: the facts are what counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The last fact that it holds.
    pub position: Position,
    /// The floor, in a form that the journal does not look into.
    pub floor: Vec<u8>,
}

/// Keeps the facts of one business unit, in order and for good.
pub trait Journal: Send + Sync {
    /// Appends facts after `expected`, all or none, and gives the position of the last. When the
    /// future is done, a crash cannot take them back.
    ///
    /// # Errors
    /// [`JournalError::Overtaken`] when the journal does not stand at `expected`: another writer
    /// has been there; [`JournalError::Driver`].
    fn append<'a>(&'a self, expected: Position, facts: &'a [Fact]) -> Pending<'a, Position>;

    /// Reads at most `limit` facts after `after`, in order. Fewer come only at the end.
    ///
    /// # Errors
    /// [`JournalError::Inconsistent`] when a fact is missing or cannot be read;
    /// [`JournalError::Driver`].
    fn read(&self, after: Position, limit: usize) -> Pending<'_, Vec<Entry>>;

    /// Gives the newest snapshot.
    ///
    /// # Errors
    /// [`JournalError::Driver`].
    fn newest_snapshot(&self) -> Pending<'_, Option<Snapshot>>;

    /// Saves a snapshot.
    ///
    /// # Errors
    /// [`JournalError::Inconsistent`] when it claims facts that the journal does not hold;
    /// [`JournalError::Driver`].
    fn save_snapshot(&self, snapshot: Snapshot) -> Pending<'_, ()>;
}
