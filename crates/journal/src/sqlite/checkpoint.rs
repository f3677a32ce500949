//! Bringing the write-ahead file home, in the background.
//!
//! SQLite would do it inside an append, which would then wait for all of it. Here another
//! connection copies the pages while appends go on; then appends wait for the few that have come
//! since, and the write-ahead file is begun anew.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use sqlx::SqliteConnection;
use tokio::sync::Mutex;

use super::Store;

/// About so many bytes are written between two checkpoints.
const BYTES_BETWEEN: usize = 4 << 20;

/// When so many bytes have come while a checkpoint was at work, appends wait for its end: on a busy
/// machine it might never catch up.
const BYTES_TOO_MANY: usize = 4 * BYTES_BETWEEN;

/// A commit writes whole pages: one, and now and then its neighbours and those above it.
const LEAST_BYTES_OF_A_COMMIT: usize = 10 << 10;

pub(super) struct Checkpoints {
    written: AtomicUsize,
    at_work: AtomicBool,
    pub(super) connection: Mutex<Option<SqliteConnection>>,
}

impl Checkpoints {
    pub(super) fn new(connection: SqliteConnection) -> Self {
        Self {
            written: AtomicUsize::new(0),
            at_work: AtomicBool::new(false),
            connection: Mutex::new(Some(connection)),
        }
    }
}

impl Store {
    /// Counts what was written, and begins a checkpoint when it is time.
    pub(super) async fn wrote(self: &Arc<Self>, bytes: usize) {
        let bytes = bytes + LEAST_BYTES_OF_A_COMMIT;
        let written = self.checkpoints.written.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if written < BYTES_BETWEEN {
            return;
        }
        if !self.checkpoints.at_work.swap(true, Ordering::Relaxed) {
            self.checkpoints.written.store(0, Ordering::Relaxed);
            let store = Arc::clone(self);
            tokio::spawn(async move {
                if let Err(error) = store.checkpoint().await {
                    let error = store.place.trouble(&error);
                    tracing::warn!(%error, "the write-ahead file grows on until that is mended");
                }
                store.checkpoints.at_work.store(false, Ordering::Relaxed);
            });
        } else if written >= BYTES_TOO_MANY {
            // It is held by the checkpoint at work until that has come to its end.
            drop(self.checkpoints.connection.lock().await);
        }
    }

    async fn checkpoint(&self) -> Result<(), sqlx::Error> {
        let mut held = self.checkpoints.connection.lock().await;
        let Some(connection) = &mut *held else { return Ok(()) };
        copy(connection).await?;
        // Nothing writes now, so this one comes to the end.
        let writer = self.writer.lock().await;
        copy(connection).await?;
        drop(writer);
        Ok(())
    }
}

/// Copies what it can without waiting for anybody.
async fn copy(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").fetch_one(connection).await.map(drop)
}
