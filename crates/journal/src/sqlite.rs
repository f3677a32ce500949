//! The journal in a SQLite file.

mod append;
mod backup;
mod checkpoint;
mod encoded;
mod header;
mod history;
mod open;
mod place;
mod read;
mod snapshot;
mod trouble;
mod verify;
mod wal;

use std::{
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use cordboard_acd::{BusinessUnitId, Fact};
use sqlx::{Connection, SqliteConnection, SqlitePool};
use tokio::sync::{Mutex, MutexGuard};

use crate::{Entry, History, Journal, JournalError, Pending, Position, Snapshot};

use place::Place;

pub use verify::{Verified, VerifiedUnit};

/// Keeps facts in `journal.db` in a folder, beside it `journal.db-wal` and `journal.db-shm` while
/// it is open.
///
/// The file is in write-ahead mode with full synchronisation: when an append is done, a power cut
/// cannot take it back. One connection writes, others read.
pub struct SqliteJournal {
    store: Arc<Store>,
}

/// What the journal and what it does in the background share.
struct Store {
    place: Place,
    /// One writer at a time, in the order they came: SQLite's own waiting sleeps too long.
    writer: Mutex<Writer>,
    readers: RwLock<Readers>,
    checkpoints: checkpoint::Checkpoints,
    /// Held by whoever saves a snapshot.
    snapshots: Mutex<()>,
    /// Held by whoever brings the history forward.
    history: Mutex<()>,
    wake_history: history::Wake,
}

enum Writer {
    Open(SqliteConnection),
    /// An append has failed, or something else could not be ended.
    Stopped(Option<SqliteConnection>),
    Closed,
}

/// What opening gives.
struct Connections {
    writer: SqliteConnection,
    checkpoints: SqliteConnection,
    readers: SqlitePool,
}

enum Readers {
    Open(SqlitePool),
    Stopped,
    Closed,
}

impl SqliteJournal {
    /// Opens the journal of a business unit in a folder, and makes it when the folder has none.
    ///
    /// What can be seen quickly is looked at: header, length, write-ahead file, newest facts.
    ///
    /// # Errors
    /// What is wrong with the file or the folder: every variant but
    /// [`JournalError::Overtaken`] and [`JournalError::Forgotten`].
    pub async fn open(
        folder: impl AsRef<Path>,
        business_unit: BusinessUnitId,
    ) -> Result<Self, JournalError> {
        let place = Place::new(folder.as_ref(), business_unit)?;
        let Connections { writer, checkpoints, readers } = open::open(&place).await?;
        let (wake_history, woken) = history::waker();
        let store = Arc::new(Store {
            place,
            writer: Mutex::new(Writer::Open(writer)),
            readers: RwLock::new(Readers::Open(readers)),
            checkpoints: checkpoint::Checkpoints::new(checkpoints),
            snapshots: Mutex::new(()),
            history: Mutex::new(()),
            wake_history,
        });
        tokio::spawn(history::project(Arc::downgrade(&store), woken));
        Ok(Self { store })
    }
}

impl Store {
    fn readers(&self) -> Result<SqlitePool, JournalError> {
        match &*self.readers.read().unwrap_or_else(PoisonError::into_inner) {
            Readers::Open(pool) => Ok(pool.clone()),
            Readers::Stopped => Err(JournalError::Stopped),
            Readers::Closed => Err(JournalError::Closed),
        }
    }

    /// What a reader says, which may have been closed while somebody waited for it.
    fn pool_trouble(&self, error: &sqlx::Error) -> JournalError {
        match (error, self.readers()) {
            (sqlx::Error::PoolClosed, Err(closed)) => closed,
            _ => self.place.trouble(error),
        }
    }

    fn set_readers(&self, readers: Readers) -> Readers {
        let mut held = self.readers.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut held, readers)
    }

    /// Waits for the turn to write.
    ///
    /// What a turn before has begun and could not end must not hold what this one writes: that
    /// would be told, and be nowhere. After a failure of its own SQLite has often rolled back
    /// already, and the connection goes on counting a transaction that is over.
    async fn writer(&self) -> Result<Turn<'_>, JournalError> {
        let mut writer = self.writer.lock().await;
        match &mut *writer {
            Writer::Open(connection) => {
                // A rollback may be under way: the ping comes after it.
                if connection.is_in_transaction()
                    && (connection.ping().await.is_err() || connection.is_in_transaction())
                {
                    Turn { writer }.stop();
                    return Err(JournalError::Stopped);
                }
                Ok(Turn { writer })
            }
            Writer::Stopped(_) => Err(JournalError::Stopped),
            Writer::Closed => Err(JournalError::Closed),
        }
    }

    async fn reopen(&self) -> Result<Position, JournalError> {
        let mut checkpoints = self.checkpoints.connection.lock().await;
        let mut writer = self.writer.lock().await;
        if matches!(*writer, Writer::Closed) {
            return Err(JournalError::Closed);
        }
        self.end_readers(Readers::Stopped).await;
        drop_quietly(checkpoints.take()).await;
        let before = std::mem::replace(&mut *writer, Writer::Stopped(None));
        if let Writer::Open(connection) | Writer::Stopped(Some(connection)) = before {
            drop_quietly(Some(connection)).await;
        }
        let mut opened = open::open(&self.place).await?;
        let position = read::position(&self.place, &mut opened.writer).await?;
        let Connections { writer: connection, checkpoints: anew, readers } = opened;
        *checkpoints = Some(anew);
        self.set_readers(Readers::Open(readers));
        *writer = Writer::Open(connection);
        Ok(position)
    }

    async fn close(&self) -> Result<(), JournalError> {
        let mut checkpoints = self.checkpoints.connection.lock().await;
        let mut writer = self.writer.lock().await;
        self.end_readers(Readers::Closed).await;
        drop_quietly(checkpoints.take()).await;
        match std::mem::replace(&mut *writer, Writer::Closed) {
            // The last connection empties the write-ahead file.
            Writer::Open(connection) | Writer::Stopped(Some(connection)) => {
                connection.close().await.map_err(|error| self.place.trouble(&error))
            }
            Writer::Stopped(None) | Writer::Closed => Ok(()),
        }
    }

    async fn end_readers(&self, then: Readers) {
        if let Readers::Open(pool) = self.set_readers(then) {
            pool.close().await;
        }
    }
}

/// Closes a connection whatever it says of its end: the file is looked at anew.
async fn drop_quietly(connection: Option<SqliteConnection>) {
    if let Some(connection) = connection {
        let _ = connection.close().await;
    }
}

/// The turn to write.
struct Turn<'a> {
    writer: MutexGuard<'a, Writer>,
}

impl Turn<'_> {
    fn connection(&mut self) -> Result<&mut SqliteConnection, JournalError> {
        match &mut *self.writer {
            Writer::Open(connection) => Ok(connection),
            Writer::Stopped(_) => Err(JournalError::Stopped),
            Writer::Closed => Err(JournalError::Closed),
        }
    }

    /// Lets nothing be written until the file has been opened anew.
    fn stop(mut self) {
        match std::mem::replace(&mut *self.writer, Writer::Closed) {
            Writer::Open(connection) => *self.writer = Writer::Stopped(Some(connection)),
            other @ (Writer::Stopped(_) | Writer::Closed) => *self.writer = other,
        }
    }
}

impl Journal for SqliteJournal {
    fn append<'a>(&'a self, expected: Position, facts: &'a [Fact]) -> Pending<'a, Position> {
        Box::pin(append::append(&self.store, expected, facts))
    }

    fn read(&self, after: Position, limit: usize) -> Pending<'_, Vec<Entry>> {
        Box::pin(read::read(&self.store, after, limit))
    }

    fn newest_snapshot(&self, below: Option<Position>) -> Pending<'_, Option<Snapshot>> {
        Box::pin(snapshot::newest(&self.store, below))
    }

    fn save_snapshot(&self, snapshot: Snapshot) -> Pending<'_, ()> {
        Box::pin(snapshot::save(&self.store, snapshot))
    }

    fn forget(&self, up_to: Position) -> Pending<'_, Position> {
        Box::pin(snapshot::forget(&self.store, up_to))
    }

    fn reopen(&self) -> Pending<'_, Position> {
        Box::pin(self.store.reopen())
    }

    fn close(&self) -> Pending<'_, ()> {
        Box::pin(self.store.close())
    }

    fn history(&self) -> Option<&dyn History> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use cordboard_acd::{Time, fact::Happened};

    use super::*;

    fn facts(from: u64) -> Vec<Fact> {
        let happened = |number| Happened::ContactHeld { contact: cordboard_acd::ContactId(number) };
        (from..from + 100).map(|number| Fact::new(Time(number), happened(number))).collect()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn after_a_failed_append_nothing_is_appended_until_it_is_opened_anew() {
        let folder = tempfile::tempdir().unwrap();
        let journal = SqliteJournal::open(folder.path(), BusinessUnitId(1)).await.unwrap();
        journal.append(Position(0), &facts(0)).await.unwrap();
        // A disk without room, as far as this connection can tell.
        let mut turn = journal.store.writer().await.unwrap();
        let connection = turn.connection().unwrap();
        sqlx::query("PRAGMA max_page_count = 1").execute(connection).await.unwrap();
        drop(turn);
        let mut position = Position(100);
        let error = loop {
            match journal.append(position, &facts(position.0)).await {
                Ok(next) => position = next,
                Err(error) => break error,
            }
        };
        assert!(matches!(error, JournalError::Full { .. }), "{error:?}");
        assert!(error.may_pass());
        assert!(error.to_string().contains("journal.db"), "{error}");
        for _ in 0..2 {
            let stopped = journal.append(position, &facts(0)[..1]).await;
            assert!(matches!(stopped, Err(JournalError::Stopped)), "{stopped:?}");
        }
        // What was acknowledged can be read meanwhile, and is there afterwards.
        let read = async || journal.read(Position(0), usize::MAX).await.unwrap().len() as u64;
        assert_eq!(read().await, position.0);
        assert_eq!(journal.reopen().await.unwrap(), position);
        assert_eq!(read().await, position.0);
        let next = journal.append(position, &facts(position.0)).await.unwrap();
        assert_eq!(next, Position(position.0 + 100));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn nothing_is_appended_within_a_transaction_that_could_not_be_ended() {
        let folder = tempfile::tempdir().unwrap();
        let journal = SqliteJournal::open(folder.path(), BusinessUnitId(1)).await.unwrap();
        journal.append(Position(0), &facts(0)).await.unwrap();
        let mut turn = journal.store.writer().await.unwrap();
        let connection = turn.connection().unwrap();
        // SQLite rolls back by itself, as it does when a disk fails; the rollback that follows
        // finds nothing, and the next one only goes back to where it began.
        for itself in ["ROLLBACK", "SELECT 1"] {
            let mut transaction = connection.begin().await.unwrap();
            sqlx::query(itself).execute(&mut *transaction).await.unwrap();
            drop(transaction);
        }
        drop(turn);
        let appended = journal.append(Position(100), &facts(100)).await;
        assert!(matches!(appended, Err(JournalError::Stopped)), "{appended:?}");
        assert_eq!(journal.reopen().await.unwrap(), Position(100));
        assert_eq!(journal.append(Position(100), &facts(100)).await.unwrap(), Position(200));
        assert_eq!(journal.read(Position(0), usize::MAX).await.unwrap().len(), 200);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn opening_anew_waits_for_readers_and_they_for_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let journal =
            Arc::new(SqliteJournal::open(folder.path(), BusinessUnitId(1)).await.unwrap());
        let mut position = Position(0);
        for _ in 0..20 {
            position = journal.append(position, &facts(position.0)).await.unwrap();
            let behind = tokio::spawn({
                let journal = Arc::clone(&journal);
                async move {
                    match crate::History::catch_up(&*journal).await {
                        Ok(_) | Err(JournalError::Stopped) => {}
                        Err(error) => panic!("{error:?}"),
                    }
                }
            });
            assert_eq!(journal.reopen().await.unwrap(), position);
            behind.await.unwrap();
        }
    }
}
