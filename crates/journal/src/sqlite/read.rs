//! Reading facts.

use futures_util::TryStreamExt;
use sqlx::{Row, SqliteConnection, SqliteExecutor, sqlite::SqliteRow};

use crate::{Entry, JournalError, Position};

use super::{Store, encoded::Encoded, place::Place};

/// Where the journal stands.
pub(super) async fn position(
    place: &Place,
    connection: &mut SqliteConnection,
) -> Result<Position, JournalError> {
    let position = sqlx::query_scalar::<_, i64>(
        "SELECT coalesce((SELECT max(position) FROM facts WHERE business_unit = ?1), \
         (SELECT position FROM forgotten WHERE business_unit = ?1), 0)",
    )
    .bind(place.unit)
    .fetch_one(connection)
    .await
    .map_err(|error| place.trouble(&error))?;
    Ok(Position(position.cast_unsigned()))
}

/// The last position whose fact has been dropped.
pub(super) async fn forgotten(
    place: &Place,
    executor: impl SqliteExecutor<'_>,
) -> Result<Position, JournalError> {
    let position =
        sqlx::query_scalar::<_, i64>("SELECT position FROM forgotten WHERE business_unit = ?1")
            .bind(place.unit)
            .fetch_optional(executor)
            .await
            .map_err(|error| place.trouble(&error))?;
    Ok(Position(position.unwrap_or(0).cast_unsigned()))
}

pub(super) async fn read(
    store: &Store,
    after: Position,
    limit: usize,
) -> Result<Vec<Entry>, JournalError> {
    let place = &store.place;
    let mut reader =
        store.readers()?.acquire().await.map_err(|error| store.pool_trouble(&error))?;
    let entries = entries(place, &mut reader, after, limit).await;
    if limit > 0 && starts_too_late(&entries, after) {
        let position = forgotten(place, &mut *reader).await?;
        if after < position {
            return Err(JournalError::Forgotten { position });
        }
    }
    entries
}

/// Says whether the fact after `after` may have been dropped.
fn starts_too_late(entries: &Result<Vec<Entry>, JournalError>, after: Position) -> bool {
    match entries {
        Ok(entries) => entries.is_empty(),
        Err(JournalError::Damaged { position, .. }) => position.is_some_and(|p| p.0 == after.0 + 1),
        Err(_) => false,
    }
}

/// Reads facts and checks that each is what was written and that none is missing.
pub(super) async fn entries(
    place: &Place,
    connection: &mut SqliteConnection,
    after: Position,
    limit: usize,
) -> Result<Vec<Entry>, JournalError> {
    // A damaged page can hide all that lies behind it.
    let end = position(place, &mut *connection).await?;
    let mut rows = sqlx::query(
        "SELECT position, at, version, kind, body, checksum FROM facts \
         WHERE business_unit = ?1 AND position > ?2 ORDER BY position LIMIT ?3",
    )
    .bind(place.unit)
    .bind(i64::try_from(after.0).unwrap_or(i64::MAX))
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch(connection);
    let mut entries = Vec::new();
    let mut next = after;
    while let Some(row) = rows.try_next().await.map_err(|error| place.trouble(&error))? {
        next.0 += 1;
        let row = encoded(&row).map_err(|_| place.damaged(Some(next), "a fact is no fact"))?;
        if row.position.cast_unsigned() != next.0 {
            return Err(place.damaged(Some(next), "a fact is missing"));
        }
        entries.push(Entry { position: next, fact: row.decode(place)? });
    }
    if entries.len() < limit && next < end {
        return Err(place.damaged(Some(Position(next.0 + 1)), "a fact is missing"));
    }
    Ok(entries)
}

fn encoded(row: &SqliteRow) -> Result<Encoded, sqlx::Error> {
    Ok(Encoded {
        position: row.try_get(0)?,
        at: row.try_get(1)?,
        version: row.try_get(2)?,
        kind: row.try_get(3)?,
        body: row.try_get(4)?,
        checksum: row.try_get(5)?,
    })
}
