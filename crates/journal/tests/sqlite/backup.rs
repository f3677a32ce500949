//! Copies, and bringing them back.

use std::{fs, sync::Arc};

use cordboard_journal::{Journal, JournalError, Position, SqliteJournal};

use crate::support::{Folder, entries, facts, open, snapshot};

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_made_while_facts_come_in_is_whole() {
    let folder = Folder::new();
    let journal = Arc::new(open(folder.path()).await.unwrap());
    journal.append(Position(0), &facts(0..5_000)).await.unwrap();
    journal.save_snapshot(snapshot(4_000, 300_000)).await.unwrap();
    let appending = tokio::spawn({
        let journal = Arc::clone(&journal);
        async move {
            for at in 5_000..5_500 {
                journal.append(Position(at), &facts(at..at + 1)).await.unwrap();
            }
        }
    });
    let to = Folder::new();
    for number in 0..3 {
        let to = to.path().join(format!("of {number}"));
        let verified = SqliteJournal::backup(folder.path(), &to).await.unwrap();
        assert!(verified.is_sound());
        let position = verified.business_units[0].position;
        assert!(position >= Position(5_000));
        assert_eq!(verified.business_units[0].facts, position.0);
        let copy = open(&to).await.unwrap();
        assert_eq!(copy.read(Position(0), usize::MAX).await.unwrap(), entries(0, position.0));
        assert_eq!(copy.newest_snapshot(None).await.unwrap(), Some(snapshot(4_000, 300_000)));
        copy.close().await.unwrap();
    }
    appending.await.unwrap();
    assert_eq!(journal.read(Position(0), usize::MAX).await.unwrap(), entries(0, 5_500));
}

#[tokio::test]
async fn what_was_backed_up_comes_back_and_goes_on() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    journal.append(Position(0), &facts(0..10)).await.unwrap();
    let (kept, back) = (Folder::new(), Folder::new());
    SqliteJournal::backup(folder.path(), kept.path()).await.unwrap();
    let before = kept.copied();
    let verified = SqliteJournal::restore(kept.path(), back.path()).await.unwrap();
    assert_eq!(verified.file, back.file());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(kept.file()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "hashes of passwords are its owner's alone");
    }
    assert_eq!(verified.business_units[0].position, Position(10));
    let restored = open(back.path()).await.unwrap();
    assert_eq!(restored.append(Position(10), &facts(10..12)).await.unwrap(), Position(12));
    assert_eq!(restored.read(Position(0), 100).await.unwrap(), entries(0, 12));
    assert_eq!(kept.copied(), before, "the copy stays as it was");

    // A folder copied by hand, with its write-ahead file, serves as well.
    let (file, wal) = folder.copied();
    assert!(!wal.is_empty());
    let by_hand = Folder::with(&file, Some(&wal));
    let back = Folder::new();
    SqliteJournal::restore(by_hand.path(), back.path()).await.unwrap();
    assert_eq!(by_hand.copied(), (file, wal));
    let restored = open(back.path()).await.unwrap();
    assert_eq!(restored.read(Position(0), 100).await.unwrap(), entries(0, 10));
}

#[tokio::test]
async fn no_journal_is_written_over() {
    let (folder, to) = (Folder::new(), Folder::new());
    open(folder.path()).await.unwrap().append(Position(0), &facts(0..10)).await.unwrap();
    open(to.path()).await.unwrap().append(Position(0), &facts(5..7)).await.unwrap();
    let before = to.copied();
    for refused in [
        SqliteJournal::backup(folder.path(), to.path()).await,
        SqliteJournal::restore(folder.path(), to.path()).await,
    ] {
        let error = refused.unwrap_err();
        assert!(matches!(error, JournalError::Occupied { .. }), "{error:?}");
        assert!(error.to_string().contains(&to.file().display().to_string()), "{error}");
    }
    assert_eq!(to.copied(), before);
}

#[tokio::test]
async fn a_damaged_journal_is_not_called_a_backup() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    journal.append(Position(0), &facts(0..1_000)).await.unwrap();
    journal.close().await.unwrap();
    let (mut file, _) = folder.copied();
    let middle = file.len() / 2;
    file[middle..middle + 400].fill(b'x');
    let damaged = Folder::with(&file, None);
    let to = Folder::new();
    for (from, to) in [(&damaged, to.path().join("a")), (&damaged, to.path().join("b"))] {
        let backed_up = SqliteJournal::backup(from.path(), &to).await;
        assert!(matches!(backed_up, Err(JournalError::Damaged { .. })), "{backed_up:?}");
        let restored = SqliteJournal::restore(from.path(), &to).await;
        assert!(matches!(restored, Err(JournalError::Damaged { .. })), "{restored:?}");
        assert_eq!(fs::read_dir(&to).unwrap().count(), 0, "nothing half is left");
    }
}
