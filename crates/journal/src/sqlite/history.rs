//! The contact history in tables of its own.

mod row;
mod search;

use std::sync::{Arc, Weak};

use cordboard_acd::{ContactId, Time};
use sqlx::{Connection, SqliteConnection};
use tokio::{
    sync::mpsc::{Receiver, Sender},
    time::{Duration, sleep},
};

use crate::{
    JournalError, Pending, Position,
    history::{self, History, Page, PastContact, PastContacts},
};

use super::{SqliteJournal, Store, place::Place, read};

/// The form of the tables, and what a fact means in them. A history of a form that is not known is
/// made anew.
const FORM: i64 = 2;

/// Makes tables of the form before these: its facts knew only customers' calls.
const FROM_FORM_1: &str = "
ALTER TABLE history ADD COLUMN origin TEXT NOT NULL DEFAULT '\"Inbound\"';
ALTER TABLE history ADD COLUMN master INTEGER NOT NULL DEFAULT 0;
ALTER TABLE history ADD COLUMN parent INTEGER;
UPDATE history SET master = contact;
UPDATE history_form SET form = 2;
";

/// So many facts go into the history at once: appends wait a few milliseconds at most.
const FACTS_AT_ONCE: usize = 500;

/// The history leaves the disk to the appends for so long after each of its own.
const PAUSE: Duration = Duration::from_millis(50);

const DROP: &str = "
DROP TABLE IF EXISTS history_form;
DROP TABLE IF EXISTS history_state;
DROP TABLE IF EXISTS history_sessions;
DROP TABLE IF EXISTS history;
";

const TABLES: &str = "
CREATE TABLE history_form (form INTEGER NOT NULL) STRICT;
CREATE TABLE history_state (
    business_unit INTEGER PRIMARY KEY, position INTEGER NOT NULL, kept_from INTEGER NOT NULL
) STRICT;
CREATE TABLE history_sessions (
    business_unit INTEGER NOT NULL, session INTEGER NOT NULL, first_fact INTEGER NOT NULL,
    agent INTEGER NOT NULL, ended_at INTEGER,
    PRIMARY KEY (business_unit, session)
) STRICT, WITHOUT ROWID;
CREATE TABLE history (
    business_unit INTEGER NOT NULL, contact INTEGER NOT NULL,
    first_fact INTEGER NOT NULL, last_fact INTEGER NOT NULL,
    skill INTEGER NOT NULL, ani TEXT NOT NULL, dnis TEXT NOT NULL, priority INTEGER NOT NULL,
    arrived_at INTEGER NOT NULL, agent INTEGER, offered_at INTEGER, returns INTEGER NOT NULL,
    answered_at INTEGER, holds INTEGER NOT NULL, held_ms INTEGER NOT NULL, held_since INTEGER,
    recorded INTEGER NOT NULL, ended_at INTEGER, ended_by TEXT, disposition TEXT,
    closed_at INTEGER, closed TEXT,
    origin TEXT NOT NULL, master INTEGER NOT NULL, parent INTEGER,
    PRIMARY KEY (business_unit, contact)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_of_agent ON history (business_unit, agent, contact);
CREATE INDEX history_of_skill ON history (business_unit, skill, contact);
CREATE INDEX history_by_end ON history (business_unit, closed_at);
";

/// Makes the tables, anew when they are of another form.
pub(super) async fn prepare(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let named = sqlx::query_scalar::<_, i64>(
        "SELECT count(*) FROM sqlite_schema WHERE name = 'history_form'",
    )
    .fetch_one(&mut *connection)
    .await?;
    if named > 0 {
        let form = sqlx::query_scalar::<_, i64>("SELECT form FROM history_form")
            .fetch_optional(&mut *connection)
            .await?;
        match form {
            Some(FORM) => return Ok(()),
            Some(1) => {
                let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
                sqlx::raw_sql(FROM_FORM_1).execute(&mut *transaction).await?;
                return transaction.commit().await;
            }
            Some(_) | None => {}
        }
    }
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::raw_sql(DROP).execute(&mut *transaction).await?;
    sqlx::raw_sql(TABLES).execute(&mut *transaction).await?;
    sqlx::query("INSERT INTO history_form VALUES (?1)")
        .bind(FORM)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await
}

/// What wakes the projector.
pub(super) struct Wake(Sender<()>);

impl Wake {
    /// Facts have come. When it is awake already, it will see them.
    pub(super) fn wake(&self) {
        let _ = self.0.try_send(());
    }
}

pub(super) fn waker() -> (Wake, Receiver<()>) {
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    sender.try_send(()).ok();
    (Wake(sender), receiver)
}

/// Brings the history forward whenever facts have come, until the journal has gone.
pub(super) async fn project(store: Weak<Store>, mut woken: Receiver<()>) {
    while woken.recv().await.is_some() {
        loop {
            sleep(PAUSE).await;
            let Some(store) = store.upgrade() else { return };
            match some(&store).await {
                Ok(count) if count == FACTS_AT_ONCE => {}
                Ok(_) | Err(JournalError::Stopped | JournalError::Closed) => break,
                Err(error) => {
                    tracing::warn!(%error, "the contact history stays behind until that is mended");
                    break;
                }
            }
        }
    }
}

/// Brings some facts into the history and says how many.
async fn some(store: &Arc<Store>) -> Result<usize, JournalError> {
    let _alone = store.history.lock().await;
    let place = &store.place;
    let trouble = |error: sqlx::Error| store.pool_trouble(&error);
    let mut reader = store.readers()?.acquire().await.map_err(trouble)?;
    let forgotten = read::forgotten(place, &mut *reader).await?;
    let after = position(place, &mut reader).await.map_err(trouble)?.max(forgotten);
    let entries = read::entries(place, &mut reader, after, FACTS_AT_ONCE).await?;
    let Some(last) = entries.last().map(|entry| entry.position) else { return Ok(0) };
    let mut page = Page::default();
    let happened = || entries.iter().map(|entry| &entry.fact.happened);
    row::load(place, &mut reader, happened(), &mut page).await.map_err(trouble)?;
    drop(reader);
    for entry in &entries {
        page.apply(entry);
    }
    let contacts = happened().filter_map(history::contact_of);
    let contacts = contacts.filter_map(|contact| page.contacts.get_key_value(&contact)).collect();
    let mut turn = store.writer().await?;
    let connection = turn.connection()?;
    let saved = async {
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        row::save(place, &mut transaction, contacts, &page.sessions).await?;
        set_position(place, &mut transaction, last).await?;
        transaction.commit().await
    };
    saved.await.map_err(|error| place.trouble(&error))?;
    drop(turn);
    store.wrote(entries.len() * 100).await;
    Ok(entries.len())
}

/// The last fact that the history holds.
pub(super) async fn position(
    place: &Place,
    connection: &mut SqliteConnection,
) -> Result<Position, sqlx::Error> {
    let position =
        sqlx::query_scalar::<_, i64>("SELECT position FROM history_state WHERE business_unit = ?1")
            .bind(place.unit)
            .fetch_optional(connection)
            .await?;
    Ok(Position(position.unwrap_or(0).cast_unsigned()))
}

async fn set_position(
    place: &Place,
    connection: &mut SqliteConnection,
    position: Position,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO history_state VALUES (?1, ?2, 0) \
         ON CONFLICT (business_unit) DO UPDATE SET position = ?2",
    )
    .bind(place.unit)
    .bind(position.0.cast_signed())
    .execute(connection)
    .await
    .map(drop)
}

/// Brings the history as far as the facts went when it was called.
pub(super) async fn catch_up(store: &Arc<Store>) -> Result<Position, JournalError> {
    let (_, end) = ends(store).await?;
    loop {
        let (at, _) = ends(store).await?;
        if at >= end {
            return Ok(at);
        }
        if some(store).await? == 0 {
            // Somebody else has brought it forward meanwhile.
            return Ok(ends(store).await?.0);
        }
    }
}

/// How far the history goes, and how far the facts. No reader is held while a turn to write is
/// waited for: whoever has that turn may wait for the readers.
async fn ends(store: &Store) -> Result<(Position, Position), JournalError> {
    let trouble = |error: sqlx::Error| store.pool_trouble(&error);
    let mut reader = store.readers()?.acquire().await.map_err(trouble)?;
    let at = position(&store.place, &mut reader).await.map_err(trouble)?;
    Ok((at, read::position(&store.place, &mut reader).await?))
}

async fn rebuild(store: &Arc<Store>) -> Result<(), JournalError> {
    let place = &store.place;
    let kept_from = {
        let _alone = store.history.lock().await;
        let mut turn = store.writer().await?;
        let connection = turn.connection()?;
        let forgotten = read::forgotten(place, &mut *connection).await?;
        let begun = async {
            let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
            // What was before the first fact that is there cannot be made anew.
            for text in [
                "DELETE FROM history WHERE business_unit = ?1 AND first_fact > ?2",
                "DELETE FROM history_sessions WHERE business_unit = ?1 AND first_fact > ?2",
            ] {
                sqlx::query(text)
                    .bind(place.unit)
                    .bind(forgotten.0.cast_signed())
                    .execute(&mut *transaction)
                    .await?;
            }
            set_position(place, &mut transaction, forgotten).await?;
            let kept_from = sqlx::query_scalar::<_, i64>(
                "SELECT kept_from FROM history_state WHERE business_unit = ?1",
            )
            .bind(place.unit)
            .fetch_one(&mut *transaction)
            .await?;
            transaction.commit().await?;
            Ok(kept_from)
        };
        begun.await.map_err(|error: sqlx::Error| place.trouble(&error))?
    };
    catch_up(store).await?;
    forget(store, Time(kept_from.cast_unsigned())).await.map(drop)
}

async fn forget(store: &Arc<Store>, before: Time) -> Result<u64, JournalError> {
    let place = &store.place;
    let _alone = store.history.lock().await;
    let mut turn = store.writer().await?;
    let connection = turn.connection()?;
    let before = i64::try_from(before.0).unwrap_or(i64::MAX);
    let done = async {
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query(
            "INSERT INTO history_state VALUES (?1, 0, ?2) \
             ON CONFLICT (business_unit) DO UPDATE SET kept_from = max(kept_from, ?2)",
        )
        .bind(place.unit)
        .bind(before)
        .execute(&mut *transaction)
        .await?;
        sqlx::query("DELETE FROM history_sessions WHERE business_unit = ?1 AND ended_at < ?2")
            .bind(place.unit)
            .bind(before)
            .execute(&mut *transaction)
            .await?;
        let dropped =
            sqlx::query("DELETE FROM history WHERE business_unit = ?1 AND closed_at < ?2")
                .bind(place.unit)
                .bind(before)
                .execute(&mut *transaction)
                .await?;
        transaction.commit().await?;
        Ok(dropped.rows_affected())
    };
    done.await.map_err(|error: sqlx::Error| place.trouble(&error))
}

impl History for SqliteJournal {
    fn past_contact(&self, contact: ContactId) -> Pending<'_, Option<PastContact>> {
        Box::pin(search::one(&self.store, contact))
    }

    fn past_contacts(&self, wanted: PastContacts) -> Pending<'_, Vec<PastContact>> {
        Box::pin(search::many(&self.store, wanted))
    }

    fn count_past_contacts(&self, wanted: PastContacts) -> Pending<'_, u64> {
        Box::pin(search::count(&self.store, wanted))
    }

    fn catch_up(&self) -> Pending<'_, Position> {
        Box::pin(catch_up(&self.store))
    }

    fn rebuild_history(&self) -> Pending<'_, ()> {
        Box::pin(rebuild(&self.store))
    }

    fn forget_history(&self, before: Time) -> Pending<'_, u64> {
        Box::pin(forget(&self.store, before))
    }
}
