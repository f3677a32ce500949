//! Files that are not what was written: told in words, or all facts come back; never others.

use std::{fs, path::PathBuf};

use cordboard_acd::BusinessUnitId;
use cordboard_journal::{Entry, Journal, JournalError, Position, SqliteJournal};
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

use crate::support::{Folder, entries, facts, open, snapshot};

const FACTS: u64 = 1_000;

/// A closed journal's file.
async fn sound() -> Vec<u8> {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    journal.append(Position(0), &facts(0..FACTS)).await.unwrap();
    journal.save_snapshot(snapshot(300, 30_000)).await.unwrap();
    journal.save_snapshot(snapshot(900, 20_000)).await.unwrap();
    journal.close().await.unwrap();
    assert!(!folder.wal().exists());
    folder.copied().0
}

async fn all(folder: &Folder) -> Result<Vec<Entry>, JournalError> {
    let journal = open(folder.path()).await?;
    let read = journal.read(Position(0), usize::MAX).await;
    let _ = journal.close().await;
    read
}

/// Changes rows behind the journal's back.
async fn change(folder: &Folder, sql: &'static str) {
    let options = SqliteConnectOptions::new().filename(folder.file()).foreign_keys(false);
    let mut connection = options.connect().await.unwrap();
    sqlx::query(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

fn told(error: &JournalError, folder: &Folder) -> String {
    let told = error.to_string();
    assert!(told.contains(&folder.file().display().to_string()), "names the file: {told}");
    assert!(!error.may_pass(), "{told}");
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_file_is_told() {
    let sound = sound().await;
    for cut in (0..sound.len()).step_by(sound.len() / 60) {
        let folder = Folder::with(&sound[..cut], None);
        let error = all(&folder).await.unwrap_err();
        told(&error, &folder);
        assert!(
            matches!(error, JournalError::Damaged { .. } | JournalError::Foreign { .. }),
            "cut at {cut}: {error:?}"
        );
        assert_eq!(folder.copied().0, sound[..cut], "it is left as it is");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_damaged_anywhere_gives_its_facts_or_says_so() {
    let sound = sound().await;
    let (mut silent, mut tried) = (0, 0);
    for at in (0..sound.len()).step_by(sound.len() / 100) {
        for pattern in [0x00, 0xff, 0x55] {
            tried += 1;
            let mut file = sound.clone();
            let end = (at + 16).min(file.len());
            file[at..end].iter_mut().for_each(|byte| *byte ^= pattern | 1);
            let folder = Folder::with(&file, None);
            match all(&folder).await {
                Ok(read) => {
                    let differs = read.iter().zip(entries(0, FACTS)).position(|(a, b)| *a != b);
                    let facts = read.len();
                    assert!(
                        read == entries(0, FACTS),
                        "{pattern} at {at}: {facts} facts, not the same from {differs:?}"
                    );
                    silent += 1;
                }
                Err(error) => {
                    told(&error, &folder);
                }
            }
        }
    }
    // Snapshots, history, free pages and unused parts of pages are no facts.
    assert!(silent < tried * 3 / 4, "{silent} of {tried} were not told");
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_in_the_middle_of_the_wal_is_told_where_sqlite_would_pass_it_over() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    let mut ends = Vec::new();
    for number in 0..8 {
        journal.append(Position(number * 10), &facts(number * 10..number * 10 + 10)).await.unwrap();
        ends.push(folder.copied().1.len());
    }
    let (file, wal) = folder.copied();
    // Of the last append nobody can say whether a crash has torn it, nor of the one before when
    // the broken frame no longer says that it ended it.
    for at in (0..ends[5]).step_by(97) {
        let mut damaged = wal.clone();
        damaged[at] ^= 0x10;
        let copy = Folder::with(&file, Some(&damaged));
        let told = told(&all(&copy).await.unwrap_err(), &copy);
        assert!(told.contains("-wal"), "at {at}: {told}");
        assert_eq!(copy.copied(), (file.clone(), damaged), "it is left as it is");
    }
}

#[tokio::test]
async fn a_changed_fact_is_told_with_its_position() {
    let sound = sound().await;
    for sql in [
        "UPDATE facts SET body = replace(body, 'TimedOut', 'Refused') WHERE position = 42",
        "UPDATE facts SET at = at + 1 WHERE position = 42",
        "UPDATE facts SET version = 2 WHERE position = 42",
        "UPDATE facts SET kind = 'ContactHeld' WHERE position = 42",
        "UPDATE facts SET checksum = checksum + 1 WHERE position = 42",
        "DELETE FROM facts WHERE position = 42",
        "DELETE FROM facts WHERE position BETWEEN 42 AND 44",
    ] {
        let folder = Folder::with(&sound, None);
        change(&folder, sql).await;
        let error = all(&folder).await.unwrap_err();
        told(&error, &folder);
        let at = Some(Position(42));
        assert!(
            matches!(&error, JournalError::Damaged { position, .. } if *position == at),
            "{sql}: {error:?}"
        );
        let verified = SqliteJournal::verify(folder.path()).await.unwrap();
        assert!(!verified.is_sound(), "{sql}");
        assert!(verified.troubles[0].contains("position 42"), "{sql}: {:?}", verified.troubles);
        let lost = if sql.contains("BETWEEN") { 3 } else { 1 };
        assert_eq!(verified.business_units[0].facts, FACTS - lost, "{sql}");
    }
}

#[tokio::test]
async fn the_newest_facts_are_looked_at_when_it_is_opened() {
    let sound = sound().await;
    for sql in [
        "UPDATE facts SET at = at + 1 WHERE position = 990",
        "DELETE FROM facts WHERE position = 990",
        "DELETE FROM facts WHERE position > 890",
        "DELETE FROM facts",
    ] {
        let folder = Folder::with(&sound, None);
        change(&folder, sql).await;
        let error = open(folder.path()).await.err().unwrap();
        told(&error, &folder);
        assert!(matches!(error, JournalError::Damaged { .. }), "{sql}: {error:?}");
    }
}

#[tokio::test]
async fn a_kind_of_fact_from_the_future_is_told_as_such() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    journal.append(Position(0), &facts(0..3)).await.unwrap();
    journal.close().await.unwrap();
    // The checksum of what a newer version would have written.
    let body = r#"{"to":1}"#;
    let mut bytes = [7_i64, 4, 5, 2].map(i64::to_le_bytes).concat();
    bytes.extend_from_slice(&"ContactTransferred".len().to_le_bytes());
    bytes.extend_from_slice(b"ContactTransferred");
    bytes.extend_from_slice(body.as_bytes());
    let options = SqliteConnectOptions::new().filename(folder.file());
    let mut connection = options.connect().await.unwrap();
    sqlx::query("INSERT INTO facts VALUES (7, 4, 5, 2, 'ContactTransferred', ?1, ?2)")
        .bind(body)
        .bind(xxhash_rust::xxh3::xxh3_64(&bytes).cast_signed())
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let error = open(folder.path()).await.err().unwrap();
    let told = told(&error, &folder);
    assert!(matches!(error, JournalError::TooNew { .. }), "{error:?}");
    assert!(told.contains("ContactTransferred of version 2 at position 4"), "{told}");
}

#[tokio::test]
async fn a_damaged_snapshot_is_passed_over() {
    let sound = sound().await;
    for sql in [
        "UPDATE snapshot_pieces SET piece = zeroblob(length(piece)) WHERE position = 900 AND number = 0",
        "DELETE FROM snapshot_pieces WHERE position = 900 AND number = 0",
        "UPDATE snapshots SET version = version + 1 WHERE position = 900",
    ] {
        let folder = Folder::with(&sound, None);
        change(&folder, sql).await;
        let journal = open(folder.path()).await.unwrap();
        assert_eq!(
            journal.newest_snapshot(None).await.unwrap(),
            Some(snapshot(300, 30_000)),
            "{sql}"
        );
        journal.close().await.unwrap();
        change(&folder, "UPDATE snapshots SET checksum = checksum + 1").await;
        let journal = open(folder.path()).await.unwrap();
        assert_eq!(journal.newest_snapshot(None).await.unwrap(), None, "{sql}");
        assert_eq!(journal.read(Position(0), usize::MAX).await.unwrap(), entries(0, FACTS));
        journal.close().await.unwrap();
        assert_eq!(SqliteJournal::verify(folder.path()).await.unwrap().troubles.len(), 2);
    }
}

#[tokio::test]
async fn what_is_no_journal_is_told_from_a_damaged_one() {
    let sound = sound().await;
    let text = Folder::with(b"agents = 7\n".repeat(20).as_slice(), None);
    let short = Folder::with(b"SQLite format 3\0", None);
    let other = Folder::new();
    let options = SqliteConnectOptions::new().filename(other.file()).create_if_missing(true);
    let mut connection = options.connect().await.unwrap();
    sqlx::query("CREATE TABLE songs (title TEXT)").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    for folder in [text, short, other] {
        let before = folder.copied();
        let error = open(folder.path()).await.err().unwrap();
        told(&error, &folder);
        assert!(matches!(error, JournalError::Foreign { .. }), "{error:?}");
        assert_eq!(folder.copied(), before, "it is left as it is");
    }
    let newer = Folder::with(&sound, None);
    change(&newer, "PRAGMA user_version = 2").await;
    let error = open(newer.path()).await.err().unwrap();
    told(&error, &newer);
    assert!(matches!(error, JournalError::TooNew { .. }), "{error:?}");
    let empty = Folder::with(b"", None);
    let error = open(empty.path()).await.err().unwrap();
    told(&error, &empty);
    assert!(matches!(error, JournalError::Damaged { .. }), "{error:?}");
    let another = Folder::with(&sound, None);
    let error = SqliteJournal::open(another.path(), BusinessUnitId(8)).await.err().unwrap();
    assert!(told(&error, &another).contains("business unit 7, not 8"));
}

#[tokio::test]
async fn a_missing_folder_or_file_is_told() {
    let folder = Folder::new();
    let missing = folder.path().join("nowhere");
    let error = open(&missing).await.err().unwrap();
    let told_file: PathBuf = missing.join("journal.db");
    assert!(error.to_string().contains(&told_file.display().to_string()), "{error}");
    assert!(matches!(error, JournalError::Missing { .. }), "{error:?}");

    let journal = open(folder.path()).await.unwrap();
    journal.append(Position(0), &facts(0..3)).await.unwrap();
    let (_, wal) = folder.copied();
    let orphan = Folder::new();
    fs::write(orphan.wal(), wal).unwrap();
    let error = open(orphan.path()).await.err().unwrap();
    assert!(matches!(error, JournalError::Damaged { .. }), "{error:?}");
    let verified = SqliteJournal::verify(&missing).await;
    assert!(matches!(verified, Err(JournalError::Missing { .. })), "{verified:?}");
}
