//! Looking contacts up. Contact ids rise with the time of arrival, so newest first is by id.

use cordboard_acd::ContactId;
use sqlx::{AssertSqlSafe, sqlite::SqliteRow};

use crate::{
    JournalError,
    history::{PastContact, PastContacts},
};

use super::{super::Store, row};

pub(super) async fn one(
    store: &Store,
    contact: ContactId,
) -> Result<Option<PastContact>, JournalError> {
    let found = sqlx::query("SELECT * FROM history WHERE business_unit = ?1 AND contact = ?2")
        .bind(store.place.unit)
        .bind(contact.0.cast_signed())
        .fetch_optional(&store.readers()?)
        .await
        .and_then(|row| row.as_ref().map(past).transpose());
    found.map_err(|error| store.pool_trouble(&error))
}

pub(super) async fn many(
    store: &Store,
    wanted: PastContacts,
) -> Result<Vec<PastContact>, JournalError> {
    let (asks, numbers) = asked(&wanted);
    let order = if wanted.oldest_first { "ASC" } else { "DESC" };
    let text = format!("SELECT * {asks} ORDER BY contact {order} LIMIT ? OFFSET ?");
    // Nothing of what was asked is in the text.
    let mut query = sqlx::query(AssertSqlSafe(text)).bind(store.place.unit);
    for number in numbers {
        query = query.bind(number);
    }
    let query = query.bind(i64::from(wanted.limit)).bind(as_integer(wanted.skip));
    let found = query.fetch_all(&store.readers()?).await;
    let found = found.and_then(|rows| rows.iter().map(past).collect::<Result<Vec<_>, _>>());
    found.map_err(|error| store.pool_trouble(&error))
}

pub(super) async fn count(store: &Store, wanted: PastContacts) -> Result<u64, JournalError> {
    let (asks, numbers) = asked(&wanted);
    // Nothing of what was asked is in the text.
    let text = AssertSqlSafe(format!("SELECT count(*) {asks}"));
    let mut query = sqlx::query_scalar::<_, i64>(text).bind(store.place.unit);
    for number in numbers {
        query = query.bind(number);
    }
    let found = query.fetch_one(&store.readers()?).await;
    found.map(i64::cast_unsigned).map_err(|error| store.pool_trouble(&error))
}

/// Gives what the statements have in common, and the numbers for it.
fn asked(wanted: &PastContacts) -> (String, Vec<i64>) {
    let PastContacts { agent, skill, from, until, before, over, over_from, .. } = wanted;
    let conditions = [
        ("agent = ?", agent.map(|agent| agent.0)),
        ("skill = ?", skill.map(|skill| skill.0)),
        ("arrived_at >= ?", from.map(|time| time.0)),
        ("arrived_at < ?", until.map(|time| time.0)),
        ("contact < ?", before.map(|contact| contact.0)),
        // Not by its index, which would give another order: few of an agent's contacts are not over.
        ("+closed_at >= ?", over_from.map(|time| time.0).or(over.then_some(0))),
    ];
    let mut text = "FROM history WHERE business_unit = ?".to_owned();
    let mut numbers = Vec::new();
    for (asks, number) in conditions {
        if let Some(number) = number {
            text.push_str(" AND ");
            text.push_str(asks);
            numbers.push(as_integer(number));
        }
    }
    (text, numbers)
}

fn as_integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn past(row: &SqliteRow) -> Result<PastContact, sqlx::Error> {
    row::kept(row).map(|kept| kept.contact)
}
