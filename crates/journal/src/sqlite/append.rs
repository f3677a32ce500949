//! Appending facts.

use std::{fmt::Write, sync::Arc};

use cordboard_acd::Fact;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::{JournalError, Position};

use super::{Store, encoded::Encoded, place::Place, read};

/// So many facts go into one statement; SQLite takes 32,766 parameters.
const MOST_IN_A_STATEMENT: usize = 1_000;

pub(super) async fn append(
    store: &Arc<Store>,
    expected: Position,
    facts: &[Fact],
) -> Result<Position, JournalError> {
    let place = &store.place;
    let rows = (1..)
        .zip(facts)
        .map(|(place_in_it, fact)| {
            Encoded::new(place, Position(expected.0.saturating_add(place_in_it)), fact)
        })
        .collect::<Result<Vec<_>, _>>()?;
    let bytes = rows.iter().map(Encoded::bytes).sum();
    let mut turn = store.writer().await?;
    let connection = turn.connection()?;
    let appended = if rows.is_empty() {
        Ok(read::position(place, connection).await? == expected)
    } else if rows.len() <= MOST_IN_A_STATEMENT {
        insert(connection, place, expected, rows).await
    } else {
        insert_many(connection, place, expected, rows).await
    };
    match appended {
        Ok(true) => {
            drop(turn);
            store.wake_history.wake();
            store.wrote(bytes).await;
            Ok(Position(expected.0 + facts.len() as u64))
        }
        Ok(false) => {
            Err(JournalError::Overtaken { position: read::position(place, connection).await? })
        }
        Err(error) => {
            turn.stop();
            Err(place.trouble(&error))
        }
    }
}

/// Inserts rows in one statement, which is a transaction of its own: one way to the connection's
/// thread and back. Gives whether the journal stood where it was expected.
async fn insert(
    connection: &mut SqliteConnection,
    place: &Place,
    expected: Position,
    rows: Vec<Encoded>,
) -> Result<bool, sqlx::Error> {
    let expected = expected.0.cast_signed();
    let mut query =
        sqlx::query(AssertSqlSafe(insert_text(rows.len()))).bind(place.unit).bind(expected);
    for row in rows {
        query =
            query.bind(row.at).bind(row.version).bind(row.kind).bind(row.body).bind(row.checksum);
    }
    let query = query.bind(expected).bind(place.unit).bind(place.unit);
    Ok(query.execute(connection).await?.rows_affected() > 0)
}

async fn insert_many(
    connection: &mut SqliteConnection,
    place: &Place,
    expected: Position,
    mut rows: Vec<Encoded>,
) -> Result<bool, sqlx::Error> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let mut expected = expected;
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(MOST_IN_A_STATEMENT));
        let count = rows.len() as u64;
        if !insert(&mut transaction, place, expected, rows).await? {
            transaction.rollback().await?;
            return Ok(false);
        }
        expected.0 += count;
        rows = rest;
    }
    transaction.commit().await?;
    Ok(true)
}

/// The statement's only changing part is how many rows it takes.
///
/// Its parameters have no numbers: SQLite would look for each number among all others.
fn insert_text(rows: usize) -> String {
    let mut text = "INSERT INTO facts SELECT ?, ? + column1, column2, column3, column4, column5, \
                    column6 FROM (VALUES (1,?,?,?,?,?)"
        .to_owned();
    for row in 2..=rows {
        // Writing to a string cannot fail.
        let _ = write!(text, ",({row},?,?,?,?,?)");
    }
    text.push_str(
        ") WHERE ? = coalesce((SELECT max(position) FROM facts WHERE business_unit = ?), \
         (SELECT position FROM forgotten WHERE business_unit = ?), 0)",
    );
    text
}
