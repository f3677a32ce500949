//! More than one who writes.

use std::sync::Arc;

use cordboard_journal::{Journal, JournalError, Position};
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

use crate::support::{Folder, entries, facts, open};

#[tokio::test(flavor = "multi_thread")]
async fn of_two_writers_the_second_is_overtaken() {
    let folder = Folder::new();
    let first = open(folder.path()).await.unwrap();
    let second = open(folder.path()).await.unwrap();
    first.append(Position(0), &facts(0..3)).await.unwrap();
    let late = second.append(Position(0), &facts(0..1)).await;
    assert!(matches!(late, Err(JournalError::Overtaken { position: Position(3) })), "{late:?}");
    assert_eq!(second.read(Position(0), 100).await.unwrap(), entries(0, 3));
    // Being overtaken is no failure of the store: the second may take the floor over.
    assert_eq!(second.append(Position(3), &facts(3..4)).await.unwrap(), Position(4));
    let late = first.append(Position(3), &facts(3..2_500)).await;
    assert!(matches!(late, Err(JournalError::Overtaken { position: Position(4) })), "{late:?}");
    assert_eq!(first.read(Position(0), 100).await.unwrap(), entries(0, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_place_is_given_once_whoever_asks() {
    let folder = Folder::new();
    let journals = [open(folder.path()).await.unwrap(), open(folder.path()).await.unwrap()];
    let journals = Arc::new(journals);
    let mut tasks = Vec::new();
    for number in 0..8 {
        let journals = Arc::clone(&journals);
        tasks.push(tokio::spawn(async move {
            let mut won = 0;
            let mut position = Position(0);
            while position < Position(200) {
                let facts = facts(position.0..position.0 + 1);
                match journals[number % 2].append(position, &facts).await {
                    Ok(next) => {
                        position = next;
                        won += 1;
                    }
                    Err(JournalError::Overtaken { position: now }) => position = now,
                    Err(error) => panic!("{error}"),
                }
            }
            won
        }));
    }
    let mut won = 0;
    for task in tasks {
        won += task.await.unwrap();
    }
    let stored = journals[0].read(Position(0), usize::MAX).await.unwrap();
    assert_eq!(stored, entries(0, won));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_write_ahead_file_does_not_grow_for_ever() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    let mut position = Position(0);
    let mut longest = 0;
    // Some 60 MB of pages.
    for _ in 0..4_000 {
        position = journal.append(position, &facts(position.0..position.0 + 20)).await.unwrap();
        longest = longest.max(std::fs::metadata(folder.wal()).unwrap().len());
    }
    assert!(longest < 40 << 20, "{longest} bytes");
    journal.close().await.unwrap();
    assert!(!folder.wal().exists());
    let journal = open(folder.path()).await.unwrap();
    assert_eq!(journal.read(Position(0), usize::MAX).await.unwrap(), entries(0, position.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_not_opened_anew_while_another_program_keeps_it_from_the_disk() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    journal.append(Position(0), &facts(0..3)).await.unwrap();
    let options = SqliteConnectOptions::new().filename(folder.file());
    let mut reader = options.connect().await.unwrap();
    let mut reading = reader.begin().await.unwrap();
    sqlx::query("SELECT count(*) FROM facts").fetch_one(&mut *reading).await.unwrap();
    journal.append(Position(3), &facts(3..4)).await.unwrap();
    let busy = journal.reopen().await;
    assert!(matches!(busy, Err(JournalError::Busy { .. })), "{busy:?}");
    let stopped = journal.append(Position(4), &facts(4..5)).await;
    assert!(matches!(stopped, Err(JournalError::Stopped)), "{stopped:?}");
    reading.rollback().await.unwrap();
    assert_eq!(journal.reopen().await.unwrap(), Position(4));
    assert_eq!(journal.append(Position(4), &facts(4..5)).await.unwrap(), Position(5));
}
