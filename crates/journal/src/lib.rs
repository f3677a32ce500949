//! Facts made durable.
//!
//! One trait for all back ends. It is dyn-compatible, because the configuration chooses the back
//! end at run time and `main.rs` alone names them: its methods give boxed futures.
#![warn(missing_docs)]

mod conformance;
mod error;
mod history;
mod memory;
mod sqlite;

use std::pin::Pin;

use cordboard_acd::Fact;

pub use conformance::conformance;
pub use error::JournalError;
pub use history::{History, PastContact, PastContacts};
pub use memory::MemoryJournal;
pub use sqlite::{SqliteJournal, Verified, VerifiedUnit};

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
    /// The version of the floor's form. What a reader does not know it throws away.
    pub version: u16,
    /// The floor, in a form that the journal does not look into.
    pub floor: Vec<u8>,
}

/// So many snapshots are kept: when the newest is damaged, the one before is there.
pub const SNAPSHOTS_KEPT: usize = 2;

/// Keeps the facts of one business unit, in order and for good.
pub trait Journal: Send + Sync {
    /// Appends facts after `expected`, all or none, and gives the position of the last. When the
    /// future is done, a crash cannot take them back.
    ///
    /// When the store fails, it is not known what of it will be read later, and nothing more is
    /// appended until [`Journal::reopen`] has succeeded. One append at a time.
    ///
    /// # Errors
    /// [`JournalError::Overtaken`] when the journal does not stand at `expected`: another writer
    /// has been there; [`JournalError::Stopped`] after a failure; what the store gives.
    fn append<'a>(&'a self, expected: Position, facts: &'a [Fact]) -> Pending<'a, Position>;

    /// Reads at most `limit` facts after `after`, in order. Fewer come only at the end.
    ///
    /// # Errors
    /// [`JournalError::Forgotten`] when the next fact has been dropped;
    /// [`JournalError::Damaged`] when a fact is missing or is not what was written;
    /// [`JournalError::TooNew`] when this version does not know its kind; what the store gives.
    fn read(&self, after: Position, limit: usize) -> Pending<'_, Vec<Entry>>;

    /// Gives the newest snapshot whose position is smaller than `below`. A damaged one is passed
    /// over.
    ///
    /// # Errors
    /// What the store gives.
    fn newest_snapshot(&self, below: Option<Position>) -> Pending<'_, Option<Snapshot>>;

    /// Saves a snapshot. The newest [`SNAPSHOTS_KEPT`] stay.
    ///
    /// # Errors
    /// [`JournalError::Inconsistent`] when it claims facts that the journal does not hold; what
    /// the store gives.
    fn save_snapshot(&self, snapshot: Snapshot) -> Pending<'_, ()>;

    /// Drops the facts up to a position, as far as every one of [`SNAPSHOTS_KEPT`] snapshots holds
    /// them, and gives the position of the last that is gone.
    ///
    /// # Errors
    /// What the store gives.
    fn forget(&self, up_to: Position) -> Pending<'_, Position>;

    /// Opens the store anew and makes durable all that can be read in it. Gives where the journal
    /// stands: facts of an append that failed may be there.
    ///
    /// # Errors
    /// What the store gives; [`JournalError::may_pass`] says whether trying again may help.
    fn reopen(&self) -> Pending<'_, Position>;

    /// Ends it: what was begun is done, and whatever is asked afterwards fails.
    ///
    /// # Errors
    /// What the store gives. Everything acknowledged is durable all the same.
    fn close(&self) -> Pending<'_, ()>;

    /// Gives the contact history that is kept beside the facts, where one is.
    fn history(&self) -> Option<&dyn History> {
        None
    }
}
