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
    let PastContacts { agent, skill, from, until, before, limit } = wanted;
    let conditions = [
        ("agent = ", agent.map(|agent| agent.0)),
        ("skill = ", skill.map(|skill| skill.0)),
        ("arrived_at >= ", from.map(|time| time.0)),
        ("arrived_at < ", until.map(|time| time.0)),
        ("contact < ", before.map(|contact| contact.0)),
    ];
    let mut text = "SELECT * FROM history WHERE business_unit = ?".to_owned();
    let asked = conditions.into_iter().filter_map(|(asks, number)| Some((asks, number?)));
    for (asks, _) in asked.clone() {
        text.push_str(" AND ");
        text.push_str(asks);
        text.push('?');
    }
    text.push_str(" ORDER BY contact DESC LIMIT ?");
    // Nothing of what was asked is in the text.
    let mut query = sqlx::query(AssertSqlSafe(text)).bind(store.place.unit);
    for (_, number) in asked {
        query = query.bind(i64::try_from(number).unwrap_or(i64::MAX));
    }
    let found = query.bind(i64::from(limit)).fetch_all(&store.readers()?).await;
    let found = found.and_then(|rows| rows.iter().map(past).collect::<Result<Vec<_>, _>>());
    found.map_err(|error| store.pool_trouble(&error))
}

fn past(row: &SqliteRow) -> Result<PastContact, sqlx::Error> {
    row::kept(row).map(|kept| kept.contact)
}
