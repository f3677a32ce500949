//! Opening the file, or making it.

use std::{fs, io, path::Path, time::Duration};

use sqlx::{
    ConnectOptions, Connection, Row, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{JournalError, Position};

use super::{Connections, header, history, place::Place, read};

/// So long a connection waits for another program's, such as a backup's first look.
const BUSY: Duration = Duration::from_secs(5);

/// The floor reads at its start; afterwards a few people look at the contact history.
const MOST_READERS: u32 = 3;

/// So many of the newest facts are looked at when a journal is opened.
const LOOKED_AT: u64 = 256;

/// The write-ahead file is cut to this once it has been emptied.
const WAL_KEPT_BYTES: u32 = 8 << 20;

const TABLES: &str = "
CREATE TABLE facts (
    business_unit INTEGER NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL,
    version INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY (business_unit, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE forgotten (
    business_unit INTEGER PRIMARY KEY, position INTEGER NOT NULL
) STRICT;
CREATE TABLE snapshots (
    business_unit INTEGER NOT NULL, position INTEGER NOT NULL, version INTEGER NOT NULL,
    length INTEGER NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY (business_unit, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot_pieces (
    business_unit INTEGER NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL,
    piece BLOB NOT NULL,
    PRIMARY KEY (business_unit, position, number)
) STRICT;
";

pub(super) async fn open(place: &Place) -> Result<Connections, JournalError> {
    if !header::look(place)? {
        create(place).await?;
    }
    connect(place).await
}

async fn connect(place: &Place) -> Result<Connections, JournalError> {
    let trouble = |error: sqlx::Error| place.trouble(&error);
    let writing = options(&place.file)
        .journal_mode(SqliteJournalMode::Wal)
        // Of snapshots and history as well: `wal::look` relies on it.
        .synchronous(SqliteSynchronous::Full)
        // The checkpoints are our own.
        .pragma("wal_autocheckpoint", "0")
        .pragma("journal_size_limit", WAL_KEPT_BYTES.to_string())
        // macOS has a sync that does not sync.
        .pragma("fullfsync", "1")
        .pragma("checkpoint_fullfsync", "1");
    let mut writer = writing.connect().await.map_err(trouble)?;
    // After a failed sync, pages that are on no disk can look as if they were: written anew, they
    // are.
    if !truncate(&mut writer).await.map_err(trouble)? {
        super::drop_quietly(Some(writer)).await;
        return Err(JournalError::Busy { file: place.file.clone() });
    }
    look(place, &mut writer).await?;
    history::prepare(&mut writer).await.map_err(trouble)?;
    let checkpoints = writing.connect().await.map_err(trouble)?;
    let readers = readers(place);
    Ok(Connections { writer, checkpoints, readers })
}

fn readers(place: &Place) -> SqlitePool {
    SqlitePoolOptions::new()
        .max_connections(MOST_READERS)
        .test_before_acquire(false)
        .connect_lazy_with(options(&place.file).read_only(true).row_buffer_size(1_000))
}

pub(super) fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .busy_timeout(BUSY)
        .foreign_keys(false)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .disable_statement_logging()
}

/// Opens a file to look at. Even that writes beside it, unless nothing can change there.
pub(super) async fn for_reading(place: &Place) -> Result<SqliteConnection, JournalError> {
    let query = "SELECT count(*) FROM sqlite_schema";
    let looking = options(&place.file);
    let mut connection = looking.connect().await.map_err(|error| place.trouble(&error))?;
    let Err(error) = sqlx::query(query).fetch_one(&mut connection).await else {
        return Ok(connection);
    };
    let error = place.trouble(&error);
    let wal_is_empty = fs::metadata(place.wal()).map_or(true, |wal| wal.len() == 0);
    if !matches!(error, JournalError::ReadOnly { .. }) || !wal_is_empty {
        return Err(error);
    }
    let still = options(&place.file).read_only(true).immutable(true);
    let mut connection = still.connect().await.map_err(|error| place.trouble(&error))?;
    sqlx::query(query).fetch_one(&mut connection).await.map_err(|error| place.trouble(&error))?;
    Ok(connection)
}

/// Writes everything into the file itself, on disk, and empties the write-ahead file. Says whether
/// nobody who reads kept it from doing so.
async fn truncate(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(connection).await?;
    row.try_get::<i64, _>(0).map(|busy| busy == 0)
}

/// Makes a journal under another name first: a crash leaves none, not half of one.
async fn create(place: &Place) -> Result<(), JournalError> {
    let trouble = |error: sqlx::Error| place.trouble(&error);
    let new = place.beside("-new");
    remove(&new).map_err(|error| place.io_trouble(&error))?;
    let made = options(&new)
        .create_if_missing(true)
        .synchronous(SqliteSynchronous::Full)
        .pragma("application_id", header::APPLICATION_ID.to_string())
        .pragma("user_version", header::FORMAT.to_string());
    let mut connection = made.connect().await.map_err(trouble)?;
    let mut transaction = connection.begin().await.map_err(trouble)?;
    sqlx::raw_sql(TABLES).execute(&mut *transaction).await.map_err(trouble)?;
    transaction.commit().await.map_err(trouble)?;
    sqlx::query("PRAGMA journal_mode = WAL").fetch_one(&mut connection).await.map_err(trouble)?;
    connection.close().await.map_err(trouble)?;
    put_in_place(&new, place).map_err(|error| place.io_trouble(&error))
}

/// Gives a finished file its name, for good.
pub(super) fn put_in_place(new: &Path, place: &Place) -> io::Result<()> {
    fs::File::open(new)?.sync_all()?;
    fs::rename(new, &place.file)?;
    sync_folder(&place.folder)
}

/// Makes durable which names a folder has. Only Unix can open a folder, and needs it.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Looks at what can be looked at quickly.
async fn look(place: &Place, connection: &mut SqliteConnection) -> Result<(), JournalError> {
    let units = sqlx::query(
        "SELECT (SELECT min(business_unit) FROM facts), (SELECT max(business_unit) FROM facts)",
    )
    .fetch_one(&mut *connection)
    .await
    .map_err(|error| place.trouble(&error))?;
    for unit in [units.try_get::<Option<i64>, _>(0), units.try_get::<Option<i64>, _>(1)] {
        if let Some(unit) = unit.map_err(|error| place.trouble(&error))?
            && unit != place.unit
        {
            let what = format!("it is the journal of business unit {unit}, not {}", place.unit);
            return Err(place.foreign(what));
        }
    }
    let position = read::position(place, connection).await?;
    // The last row is found without comparing: a damaged key on the way hides what lies behind it.
    let last = sqlx::query_scalar::<_, i64>(
        "SELECT position FROM facts ORDER BY business_unit DESC, position DESC LIMIT 1",
    )
    .fetch_optional(&mut *connection)
    .await
    .map_err(|error| place.trouble(&error))?;
    if last.is_some_and(|last| last.cast_unsigned() != position.0) {
        return Err(place.damaged(Some(Position(position.0 + 1)), "a fact cannot be found"));
    }
    let forgotten = read::forgotten(place, &mut *connection).await?;
    let after = Position(position.0.saturating_sub(LOOKED_AT)).max(forgotten);
    read::entries(place, &mut *connection, after, usize::MAX).await?;
    let snapshot = sqlx::query_scalar::<_, Option<i64>>(
        "SELECT max(position) FROM snapshots WHERE business_unit = ?1",
    )
    .bind(place.unit)
    .fetch_one(connection)
    .await
    .map_err(|error| place.trouble(&error))?;
    match snapshot {
        Some(snapshot) if snapshot.cast_unsigned() > position.0 => {
            let what = format!("it ends before its newest snapshot, which is of {snapshot}");
            Err(place.damaged(Some(Position(position.0 + 1)), what))
        }
        Some(_) | None => Ok(()),
    }
}
