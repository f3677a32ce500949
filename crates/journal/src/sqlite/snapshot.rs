//! Snapshots, and dropping what they hold.
//!
//! A snapshot is written in pieces, each in a transaction of its own, so that no append waits for
//! more than one of them. It counts once its row in `snapshots` is there.

use std::sync::Arc;

use sqlx::{Connection, Row, SqliteConnection, SqliteExecutor, sqlite::SqliteRow};

use crate::{JournalError, Position, SNAPSHOTS_KEPT, Snapshot};

use super::{Store, encoded::checksum, history, place::Place, read};

/// One piece's size in bytes.
const PIECE: usize = 128 * 1024;

/// So many facts are dropped at a time.
const FORGET_AT_ONCE: i64 = 2_000;

pub(super) async fn save(store: &Arc<Store>, snapshot: Snapshot) -> Result<(), JournalError> {
    let place = &store.place;
    let _alone = store.snapshots.lock().await;
    let position = i64::try_from(snapshot.position.0).unwrap_or(i64::MAX);
    {
        let mut turn = store.writer().await?;
        let connection = turn.connection()?;
        if snapshot.position > read::position(place, connection).await? {
            return Err(JournalError::Inconsistent { position: snapshot.position });
        }
        let mut transaction = connection.begin().await.map_err(|error| place.trouble(&error))?;
        drop_snapshot(place, &mut transaction, position)
            .await
            .map_err(|error| place.trouble(&error))?;
        transaction.commit().await.map_err(|error| place.trouble(&error))?;
    }
    for (number, piece) in (0_i64..).zip(snapshot.floor.chunks(PIECE)) {
        let mut turn = store.writer().await?;
        sqlx::query("INSERT OR REPLACE INTO snapshot_pieces VALUES (?1, ?2, ?3, ?4)")
            .bind(place.unit)
            .bind(position)
            .bind(number)
            .bind(piece)
            .execute(turn.connection()?)
            .await
            .map_err(|error| place.trouble(&error))?;
        drop(turn);
        store.wrote(piece.len()).await;
    }
    let sum = sum(place, &snapshot);
    let mut turn = store.writer().await?;
    let connection = turn.connection()?;
    finish(place, connection, position, &snapshot, sum).await.map_err(|error| place.trouble(&error))
}

async fn finish(
    place: &Place,
    connection: &mut SqliteConnection,
    position: i64,
    snapshot: &Snapshot,
    sum: i64,
) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin().await?;
    sqlx::query("INSERT OR REPLACE INTO snapshots VALUES (?1, ?2, ?3, ?4, ?5)")
        .bind(place.unit)
        .bind(position)
        .bind(i64::from(snapshot.version))
        .bind(i64::try_from(snapshot.floor.len()).unwrap_or(i64::MAX))
        .bind(sum)
        .execute(&mut *transaction)
        .await?;
    let too_many = sqlx::query_scalar::<_, i64>(
        "SELECT position FROM snapshots WHERE business_unit = ?1 \
         ORDER BY position DESC LIMIT -1 OFFSET ?2",
    )
    .bind(place.unit)
    .bind(i64::try_from(SNAPSHOTS_KEPT).unwrap_or(i64::MAX))
    .fetch_all(&mut *transaction)
    .await?;
    for position in too_many {
        drop_snapshot(place, &mut transaction, position).await?;
    }
    // Pieces of a snapshot that a crash left unfinished.
    sqlx::query(
        "DELETE FROM snapshot_pieces WHERE business_unit = ?1 AND position NOT IN \
         (SELECT position FROM snapshots WHERE business_unit = ?1)",
    )
    .bind(place.unit)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await
}

async fn drop_snapshot(
    place: &Place,
    connection: &mut SqliteConnection,
    position: i64,
) -> Result<(), sqlx::Error> {
    for text in [
        "DELETE FROM snapshots WHERE business_unit = ?1 AND position = ?2",
        "DELETE FROM snapshot_pieces WHERE business_unit = ?1 AND position = ?2",
    ] {
        sqlx::query(text).bind(place.unit).bind(position).execute(&mut *connection).await?;
    }
    Ok(())
}

pub(super) async fn newest(
    store: &Store,
    below: Option<Position>,
) -> Result<Option<Snapshot>, JournalError> {
    let (place, readers) = (&store.place, store.readers()?);
    let below = below.map_or(i64::MAX, |below| i64::try_from(below.0).unwrap_or(i64::MAX));
    let heads = heads(place, &readers, below).await.map_err(|error| store.pool_trouble(&error))?;
    for head in heads {
        let position: i64 = head.try_get(0).map_err(|error| place.trouble(&error))?;
        let mut connection = readers.acquire().await.map_err(|error| store.pool_trouble(&error))?;
        match whole(place, &mut connection, &head).await {
            Ok(Some(snapshot)) => return Ok(Some(snapshot)),
            Ok(None) => tracing::warn!(
                file = %place.file.display(),
                position,
                "a snapshot is damaged and passed over; the facts are what counts"
            ),
            Err(error) => tracing::warn!(
                file = %place.file.display(),
                position,
                %error,
                "a snapshot cannot be read and is passed over; the facts are what counts"
            ),
        }
    }
    Ok(None)
}

/// Gives the rows of the snapshots below a position, newest first.
pub(super) async fn heads(
    place: &Place,
    executor: impl SqliteExecutor<'_>,
    below: i64,
) -> Result<Vec<SqliteRow>, sqlx::Error> {
    sqlx::query(
        "SELECT position, version, length, checksum FROM snapshots \
         WHERE business_unit = ?1 AND position < ?2 ORDER BY position DESC",
    )
    .bind(place.unit)
    .bind(below)
    .fetch_all(executor)
    .await
}

/// Puts a snapshot together; nothing when it is not what was saved.
pub(super) async fn whole(
    place: &Place,
    connection: &mut SqliteConnection,
    head: &SqliteRow,
) -> Result<Option<Snapshot>, sqlx::Error> {
    let position: i64 = head.try_get(0)?;
    let (version, length, sum_before) =
        (head.try_get::<i64, _>(1)?, head.try_get::<i64, _>(2)?, head.try_get::<i64, _>(3)?);
    let pieces = sqlx::query_scalar::<_, Vec<u8>>(
        "SELECT piece FROM snapshot_pieces WHERE business_unit = ?1 AND position = ?2 \
         ORDER BY number",
    )
    .bind(place.unit)
    .bind(position)
    .fetch_all(connection)
    .await?;
    let Ok(version) = u16::try_from(version) else { return Ok(None) };
    let snapshot =
        Snapshot { position: Position(position.cast_unsigned()), version, floor: pieces.concat() };
    let same =
        usize::try_from(length) == Ok(snapshot.floor.len()) && sum(place, &snapshot) == sum_before;
    Ok(same.then_some(snapshot))
}

fn sum(place: &Place, snapshot: &Snapshot) -> i64 {
    let head = [place.unit, snapshot.position.0.cast_signed(), i64::from(snapshot.version)];
    let mut bytes = head.map(i64::to_le_bytes).concat();
    bytes.extend_from_slice(&checksum(&snapshot.floor).to_le_bytes());
    checksum(&bytes)
}

pub(super) async fn forget(store: &Arc<Store>, up_to: Position) -> Result<Position, JournalError> {
    let place = &store.place;
    // The history must have had them.
    let up_to = up_to.min(history::catch_up(store).await?);
    loop {
        let mut turn = store.writer().await?;
        let connection = turn.connection()?;
        let (forgotten, last) =
            forget_some(place, connection, up_to).await.map_err(|error| place.trouble(&error))?;
        if forgotten >= last {
            return Ok(Position(forgotten.cast_unsigned()));
        }
    }
}

/// Drops some facts. Gives the last that is gone and the last that may go.
async fn forget_some(
    place: &Place,
    connection: &mut SqliteConnection,
    up_to: Position,
) -> Result<(i64, i64), sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let forgotten = sqlx::query_scalar::<_, i64>(
        "SELECT coalesce((SELECT position FROM forgotten WHERE business_unit = ?1), 0)",
    )
    .bind(place.unit)
    .fetch_one(&mut *transaction)
    .await?;
    let held = sqlx::query_scalar::<_, i64>(
        "SELECT position FROM snapshots WHERE business_unit = ?1 \
         ORDER BY position DESC LIMIT 1 OFFSET ?2",
    )
    .bind(place.unit)
    .bind(i64::try_from(SNAPSHOTS_KEPT - 1).unwrap_or(i64::MAX))
    .fetch_optional(&mut *transaction)
    .await?;
    let last = i64::try_from(up_to.0).unwrap_or(i64::MAX).min(held.unwrap_or(0)).max(forgotten);
    let now = last.min(forgotten + FORGET_AT_ONCE);
    if now > forgotten {
        sqlx::query("INSERT OR REPLACE INTO forgotten VALUES (?1, ?2)")
            .bind(place.unit)
            .bind(now)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("DELETE FROM facts WHERE business_unit = ?1 AND position <= ?2")
            .bind(place.unit)
            .bind(now)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok((now, last))
}
