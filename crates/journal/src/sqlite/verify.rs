//! Looking at everything that lies in a journal.

use std::path::{Path, PathBuf};

use cordboard_acd::BusinessUnitId;
use sqlx::{Connection, Row, SqliteConnection};

use crate::{JournalError, Position};

use super::{SqliteJournal, header, history, open, place::Place, read, snapshot};

/// So many troubles are told; more say nothing new.
const MOST_TROUBLES: usize = 20;

const READ_AT_ONCE: usize = 5_000;

/// Says what a journal's file holds and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// The file.
    pub file: PathBuf,
    /// What it holds of each business unit.
    pub business_units: Vec<VerifiedUnit>,
    /// What is wrong, in words.
    pub troubles: Vec<String>,
}

/// Says what a journal holds of one business unit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VerifiedUnit {
    /// Whose.
    pub business_unit: BusinessUnitId,
    /// The last fact that was dropped, 0 when none was.
    pub forgotten: Position,
    /// Where it stands.
    pub position: Position,
    /// The facts that are there and whole.
    pub facts: u64,
    /// The snapshots that are there and whole, by position, with their versions.
    pub snapshots: Vec<(Position, u16)>,
}

impl Verified {
    /// Says whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.troubles.is_empty()
    }
}

impl SqliteJournal {
    /// Looks at everything in the journal of a folder: the database's own structure, each fact's
    /// place, checksum and form, the snapshots. A server may run on it, in another process: POSIX
    /// takes a process's locks away when it closes any handle of a file.
    ///
    /// # Errors
    /// What keeps it from looking at all: no journal, another program's file, a newer version, a
    /// file that is cut. What is wrong inside is told in [`Verified::troubles`].
    pub async fn verify(folder: impl AsRef<Path>) -> Result<Verified, JournalError> {
        verify(&Place::new(folder.as_ref(), BusinessUnitId(0))?).await
    }
}

pub(super) async fn verify(place: &Place) -> Result<Verified, JournalError> {
    look(place)?;
    let trouble = |error: sqlx::Error| place.trouble(&error);
    let mut connection = open::for_reading(place).await?;
    let mut verified =
        Verified { file: place.file.clone(), business_units: Vec::new(), troubles: Vec::new() };
    let told = sqlx::query_scalar::<_, String>("PRAGMA integrity_check(20)")
        .fetch_all(&mut connection)
        .await;
    match told {
        Ok(told) => verified.troubles.extend(told.into_iter().filter(|line| line != "ok")),
        Err(error) => verified.troubles.push(error.to_string()),
    }
    match units(&mut connection).await {
        Ok(units) => {
            for unit in units {
                let place = Place { unit, ..place.clone() };
                let unit = verify_unit(&place, &mut connection, &mut verified.troubles).await;
                verified.business_units.extend(unit);
            }
        }
        Err(error) => verified.troubles.push(error.to_string()),
    }
    verified.troubles.truncate(MOST_TROUBLES);
    connection.close().await.map_err(trouble)?;
    Ok(verified)
}

/// A running server changes the file between two looks at it: only what stays so counts.
pub(super) fn look(place: &Place) -> Result<(), JournalError> {
    let mut looks = (0..3).map(|_| header::look(place));
    if looks.find(Result::is_ok).unwrap_or_else(|| header::look(place))? {
        Ok(())
    } else {
        Err(JournalError::Missing { file: place.file.clone() })
    }
}

async fn units(connection: &mut SqliteConnection) -> Result<Vec<i64>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT business_unit FROM facts UNION SELECT business_unit FROM forgotten \
         UNION SELECT business_unit FROM snapshots",
    )
    .fetch_all(connection)
    .await
}

/// Gives nothing when the place of the unit's facts cannot even be read.
async fn verify_unit(
    place: &Place,
    connection: &mut SqliteConnection,
    troubles: &mut Vec<String>,
) -> Option<VerifiedUnit> {
    let ends = async {
        let forgotten = read::forgotten(place, &mut *connection).await?;
        Ok::<_, JournalError>((forgotten, read::position(place, connection).await?))
    };
    let (forgotten, position) =
        ends.await.map_err(|error| troubles.push(error.to_string())).ok()?;
    let mut facts = 0;
    let mut after = forgotten;
    while after < position && troubles.len() < MOST_TROUBLES {
        match read::entries(place, &mut *connection, after, READ_AT_ONCE).await {
            Ok(entries) => {
                facts += entries.len() as u64;
                after = entries.last().map_or(position, |entry| entry.position);
            }
            // What lies before it is looked at again, alone.
            Err(JournalError::Damaged { position: Some(at), .. }) if at.0 > after.0 + 1 => {
                let whole = usize::try_from(at.0 - after.0 - 1).unwrap_or(usize::MAX);
                match read::entries(place, &mut *connection, after, whole).await {
                    Ok(entries) => facts += entries.len() as u64,
                    Err(error) => troubles.push(error.to_string()),
                }
                after = Position(at.0 - 1);
            }
            Err(error @ JournalError::Damaged { position: Some(at), .. }) => {
                troubles.push(error.to_string());
                after = at;
            }
            Err(error) => {
                troubles.push(error.to_string());
                break;
            }
        }
    }
    match history::position(place, &mut *connection).await {
        Ok(told) if told > position => troubles.push(format!(
            "the facts end before the contact history, which is at position {}",
            told.0
        )),
        Ok(_) => {}
        Err(error) => troubles.push(format!("the contact history: {error}")),
    }
    let snapshots = snapshots(place, connection, position, troubles).await;
    let business_unit = BusinessUnitId(place.unit.cast_unsigned());
    Some(VerifiedUnit { business_unit, forgotten, position, facts, snapshots })
}

async fn snapshots(
    place: &Place,
    connection: &mut SqliteConnection,
    position: Position,
    troubles: &mut Vec<String>,
) -> Vec<(Position, u16)> {
    let mut whole = Vec::new();
    let heads = match snapshot::heads(place, &mut *connection, i64::MAX).await {
        Ok(heads) => heads,
        Err(error) => {
            troubles.push(error.to_string());
            return whole;
        }
    };
    for head in heads {
        let at = head.try_get::<i64, _>(0).unwrap_or_default();
        match snapshot::whole(place, connection, &head).await {
            Ok(Some(snapshot)) if snapshot.position > position => {
                troubles.push(format!("the facts end before the snapshot of position {at}"));
            }
            Ok(Some(snapshot)) => whole.push((snapshot.position, snapshot.version)),
            Ok(None) => troubles.push(format!(
                "the snapshot of position {at} is damaged; the facts are read in its place"
            )),
            Err(error) => troubles.push(format!("the snapshot of position {at}: {error}")),
        }
    }
    whole
}
