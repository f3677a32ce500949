//! The history's rows, read and written many at a time.

use std::{collections::BTreeMap, fmt::Write};

use cordboard_acd::{AgentId, AgentSessionId, ContactId, Private, SkillId, Time, fact::Happened};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{AssertSqlSafe, Row, SqliteConnection, sqlite::SqliteRow};

use crate::{
    Position,
    history::{self, Kept, Page, PastContact, PastSession},
};

use super::super::place::Place;

const COLUMNS: usize = 25;

/// So many rows go into one statement; SQLite takes 32,766 parameters.
const ROWS_AT_ONCE: usize = 500;

/// Loads what the facts speak of.
pub(super) async fn load<'a>(
    place: &Place,
    connection: &mut SqliteConnection,
    happened: impl Iterator<Item = &'a Happened> + Clone,
    page: &mut Page,
) -> Result<(), sqlx::Error> {
    let sources = happened.clone().filter_map(history::source_of);
    let contacts = happened.clone().filter_map(history::contact_of).chain(sources);
    let contacts = contacts.map(|contact| contact.0);
    let rows = sqlx::query(
        "SELECT * FROM history WHERE business_unit = ?1 \
         AND contact IN (SELECT value FROM json_each(?2))",
    )
    .bind(place.unit)
    .bind(numbers(contacts))
    .fetch_all(&mut *connection)
    .await?;
    for row in rows {
        let kept = kept(&row)?;
        page.contacts.insert(kept.contact.contact, kept);
    }
    let sessions = happened.filter_map(history::session_of).map(|session| session.0);
    let rows = sqlx::query_as::<_, (i64, i64, i64, Option<i64>)>(
        "SELECT session, first_fact, agent, ended_at FROM history_sessions WHERE business_unit = ?1 \
         AND session IN (SELECT value FROM json_each(?2))",
    )
    .bind(place.unit)
    .bind(numbers(sessions))
    .fetch_all(connection)
    .await?;
    for (session, first, agent, ended_at) in rows {
        let agent = AgentId(agent.cast_unsigned());
        let first = Position(first.cast_unsigned());
        let ended_at = ended_at.map(|at| Time(at.cast_unsigned()));
        let session = AgentSessionId(session.cast_unsigned());
        page.sessions.insert(session, PastSession { first, agent, ended_at });
    }
    Ok(())
}

/// A JSON array, as the database counts.
fn numbers(numbers: impl Iterator<Item = u64>) -> String {
    let mut text = "[".to_owned();
    for number in numbers {
        let separator = if text.len() > 1 { "," } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(text, "{separator}{}", number.cast_signed());
    }
    text.push(']');
    text
}

pub(super) async fn save(
    place: &Place,
    connection: &mut SqliteConnection,
    contacts: BTreeMap<&ContactId, &Kept>,
    sessions: &BTreeMap<AgentSessionId, PastSession>,
) -> Result<(), sqlx::Error> {
    for (session, PastSession { first, agent, ended_at }) in sessions {
        sqlx::query("INSERT OR REPLACE INTO history_sessions VALUES (?1, ?2, ?3, ?4, ?5)")
            .bind(place.unit)
            .bind(session.0.cast_signed())
            .bind(first.0.cast_signed())
            .bind(agent.0.cast_signed())
            .bind(ended_at.map(stored))
            .execute(&mut *connection)
            .await?;
    }
    let contacts = contacts.into_values().collect::<Vec<_>>();
    for rows in contacts.chunks(ROWS_AT_ONCE) {
        save_contacts(place, connection, rows).await?;
    }
    Ok(())
}

async fn save_contacts(
    place: &Place,
    connection: &mut SqliteConnection,
    rows: &[&Kept],
) -> Result<(), sqlx::Error> {
    let row = format!("({})", vec!["?"; COLUMNS].join(","));
    let text =
        format!("INSERT OR REPLACE INTO history VALUES {}", vec![&*row; rows.len()].join(","));
    let mut query = sqlx::query(AssertSqlSafe(text));
    for Kept { first, last, contact } in rows {
        query = query
            .bind(place.unit)
            .bind(contact.contact.0.cast_signed())
            .bind(first.0.cast_signed())
            .bind(last.0.cast_signed())
            .bind(contact.skill.0.cast_signed())
            .bind(contact.ani.text())
            .bind(contact.dnis.text())
            .bind(i64::from(contact.priority))
            .bind(contact.arrived_at.0.cast_signed())
            .bind(contact.agent.map(|agent| agent.0.cast_signed()))
            .bind(contact.offered_at.map(stored))
            .bind(i64::from(contact.returns))
            .bind(contact.answered_at.map(stored))
            .bind(i64::from(contact.holds))
            .bind(contact.held_ms.cast_signed())
            .bind(contact.held_since.map(stored))
            .bind(i64::from(contact.recorded))
            .bind(contact.ended_at.map(stored))
            .bind(json(contact.ended_by.as_ref())?)
            .bind(json(contact.disposition.as_ref())?)
            .bind(contact.closed_at.map(stored))
            .bind(json(contact.closed.as_ref())?)
            .bind(json(Some(&contact.origin))?)
            .bind(contact.master.0.cast_signed())
            .bind(contact.parent.map(|parent| parent.0.cast_signed()));
    }
    // How many rows there are differs each time.
    query.persistent(false).execute(connection).await.map(drop)
}

pub(super) fn kept(row: &SqliteRow) -> Result<Kept, sqlx::Error> {
    let number = |column: &str| row.try_get::<i64, _>(column).map(i64::cast_unsigned);
    let optional = |column: &str| {
        row.try_get::<Option<i64>, _>(column).map(|number| number.map(i64::cast_unsigned))
    };
    let count = |column: &str| number(column).map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    let instant = |column: &str| optional(column).map(|at| at.map(Time));
    let text = |column: &str| row.try_get::<String, _>(column).map(Private::new);
    let contact = PastContact {
        contact: ContactId(number("contact")?),
        skill: SkillId(number("skill")?),
        ani: text("ani")?,
        dnis: text("dnis")?,
        priority: u8::try_from(number("priority")?).unwrap_or(u8::MAX),
        arrived_at: Time(number("arrived_at")?),
        agent: optional("agent")?.map(AgentId),
        offered_at: instant("offered_at")?,
        returns: count("returns")?,
        answered_at: instant("answered_at")?,
        holds: count("holds")?,
        held_ms: number("held_ms")?,
        held_since: instant("held_since")?,
        recorded: number("recorded")? != 0,
        ended_at: instant("ended_at")?,
        ended_by: from_json(row, "ended_by")?,
        disposition: from_json(row, "disposition")?,
        closed_at: instant("closed_at")?,
        closed: from_json(row, "closed")?,
        origin: from_json(row, "origin")?.unwrap_or_default(),
        master: ContactId(number("master")?),
        parent: optional("parent")?.map(ContactId),
    };
    let (first, last) = (Position(number("first_fact")?), Position(number("last_fact")?));
    Ok(Kept { first, last, contact })
}

fn stored(at: Time) -> i64 {
    at.0.cast_signed()
}

fn json<T: Serialize>(value: Option<&T>) -> Result<Option<String>, sqlx::Error> {
    let text = value.map(serde_json::to_string).transpose();
    text.map_err(|error| sqlx::Error::Encode(error.into()))
}

fn from_json<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> Result<Option<T>, sqlx::Error> {
    let text = row.try_get::<Option<String>, _>(column)?;
    let value = text.as_deref().map(serde_json::from_str).transpose();
    value.map_err(|error| sqlx::Error::Decode(error.into()))
}
