//! Writes a journal that is to be kept, and what its facts make.

use std::{fs, path::Path};

use cordboard_acd::{BusinessUnitId, Floor, SNAPSHOT_VERSION};
use cordboard_journal::{History, Journal, Position, Snapshot, SqliteJournal};

use crate::{story::story, summary::summary};

/// As the server names a data folder's floor.
pub(crate) const FLOOR: BusinessUnitId = BusinessUnitId(1);

/// Writes `journal.db` and `floor.json` into a new folder.
pub(crate) async fn keep(folder: &Path) {
    fs::create_dir(folder).unwrap();
    let facts = story();
    let journal = SqliteJournal::open(folder, FLOOR).await.unwrap();
    let mut position = Position(0);
    for facts in facts.chunks(7) {
        position = journal.append(position, facts).await.unwrap();
    }
    for share in [3, 2] {
        let held = facts.len() / share;
        let mut floor = Floor::new();
        for fact in &facts[..held] {
            floor.evolve(fact);
        }
        let snapshot = Snapshot {
            position: Position(held as u64),
            version: SNAPSHOT_VERSION,
            floor: serde_json::to_vec(&floor).unwrap(),
        };
        journal.save_snapshot(snapshot).await.unwrap();
    }
    journal.catch_up().await.unwrap();
    journal.close().await.unwrap();
    let summary = serde_json::to_string_pretty(&summary(&facts)).unwrap();
    fs::write(folder.join("floor.json"), summary + "\n").unwrap();
}
