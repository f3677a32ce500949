//! What a crash can leave of the write-ahead file.

use std::sync::Arc;

use cordboard_journal::{Journal, Position};

use crate::support::{Folder, entries, facts, open};

/// A page and what stands before it.
const FRAME: usize = 4120;

/// So many copies are looked at side by side.
const AT_ONCE: usize = 8;

/// Facts that are acknowledged one append at a time, and what lay on the disk after each.
struct Story {
    file: Vec<u8>,
    /// The write-ahead file's length after each append, and how many facts there were.
    acknowledged: Vec<(usize, u64)>,
    wal: Vec<u8>,
}

async fn story(appends: &[u64]) -> Story {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    let (file, wal) = folder.copied();
    let mut acknowledged = vec![(wal.len(), 0)];
    let mut position = Position(0);
    for count in appends {
        let facts = facts(position.0..position.0 + count);
        position = journal.append(position, &facts).await.unwrap();
        acknowledged.push((folder.copied().1.len(), position.0));
    }
    let (unchanged, wal) = folder.copied();
    assert_eq!(file, unchanged, "the story is in the write-ahead file alone");
    Story { file, acknowledged, wal }
}

impl Story {
    /// Opens the folder as a crash may have left it: every acknowledged fact must be there, and no
    /// part of what was not. Then the journal goes on.
    async fn check(&self, wal: &[u8], what: &str) {
        let whole = self.acknowledged.iter().rev().find(|(length, _)| *length <= wal.len());
        let whole = whole.map_or(0, |(_, facts)| *facts);
        let folder = Folder::with(&self.file, Some(wal));
        let journal = open(folder.path()).await.unwrap_or_else(|error| panic!("{what}: {error}"));
        let read = journal.read(Position(0), usize::MAX).await.unwrap();
        assert_eq!(read, entries(0, whole), "{what}");
        let next = facts(whole..whole + 2);
        assert_eq!(journal.append(Position(whole), &next).await.unwrap(), Position(whole + 2));
        let read = journal.read(Position(0), usize::MAX).await.unwrap();
        assert_eq!(read, entries(0, whole + 2), "{what}, and then two more");
        journal.close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wal_cut_anywhere_in_its_last_append_loses_that_append_alone() {
    let story = story(&[3, 1, 40]).await;
    let (start, _) = story.acknowledged[2];
    assert!(start < story.wal.len());
    // Each byte where something begins or ends, and a few within the pages, which are all alike.
    let edges = |at: &usize| {
        let in_frame: usize = (at - 32) % FRAME;
        in_frame <= 40 || in_frame >= 4110 || in_frame.is_multiple_of(509)
    };
    for cut in (start..=story.wal.len()).filter(edges) {
        story.check(&story.wal[..cut], &format!("cut at {cut}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wal_cut_at_every_byte_of_its_last_frame_loses_the_last_append_alone() {
    let story = Arc::new(story(&[3, 1, 40]).await);
    let (end, last_frame) = (story.wal.len(), story.wal.len() - FRAME);
    let acknowledged = entries(0, story.acknowledged[2].1);
    let mut looks = tokio::task::JoinSet::new();
    for nth in 0..AT_ONCE {
        let (story, acknowledged) = (Arc::clone(&story), acknowledged.clone());
        looks.spawn(async move {
            for cut in (last_frame + nth..end).step_by(AT_ONCE) {
                let folder = Folder::with(&story.file, Some(&story.wal[..cut]));
                let journal = open(folder.path()).await.unwrap_or_else(|e| panic!("{cut}: {e}"));
                let read = journal.read(Position(0), usize::MAX).await.unwrap();
                assert!(read == acknowledged, "cut at {cut}: {} facts", read.len());
            }
        });
    }
    looks.join_all().await;
    story.check(&story.wal, "not cut").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wal_cut_at_every_frame_holds_what_was_acknowledged_before() {
    let story = story(&[1, 2, 30, 1, 90, 5]).await;
    for cut in (0..=story.wal.len()).step_by(FRAME).flat_map(|frame| [frame + 31, frame + 32]) {
        let cut = cut.min(story.wal.len());
        story.check(&story.wal[..cut], &format!("cut at {cut}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_torn_last_append_is_as_if_it_had_not_been() {
    let story = story(&[3, 1, 40]).await;
    let (start, whole) = story.acknowledged[2];
    // Any sector of the last append may be missing, whatever came after it.
    for sector in (start / 512 + 1)..(story.wal.len() / 512) {
        let mut wal = story.wal.clone();
        wal[sector * 512..(sector + 1) * 512].fill(0);
        let folder = Folder::with(&story.file, Some(&wal));
        let journal = open(folder.path()).await.unwrap_or_else(|e| panic!("{sector}: {e}"));
        let read = journal.read(Position(0), usize::MAX).await.unwrap();
        // A sector of nothing but zeros is as it was.
        assert!(
            read == entries(0, whole) || wal == story.wal && read.len() == 44,
            "sector {sector} of {} from {start}: {} facts",
            story.wal.len(),
            read.len()
        );
        journal.close().await.unwrap();
    }
}

#[tokio::test]
async fn what_was_checkpointed_needs_no_wal() {
    let folder = Folder::new();
    let journal = open(folder.path()).await.unwrap();
    journal.append(Position(0), &facts(0..500)).await.unwrap();
    assert_eq!(journal.reopen().await.unwrap(), Position(500));
    let (file, wal) = folder.copied();
    assert_eq!(wal.len(), 0);
    let copy = Folder::with(&file, None);
    let read = open(copy.path()).await.unwrap().read(Position(0), usize::MAX).await.unwrap();
    assert_eq!(read, entries(0, 500));
}

#[tokio::test]
async fn a_crash_while_the_journal_is_made_leaves_none() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("journal.db-new"), b"half of a database").unwrap();
    let journal = open(folder.path()).await.unwrap();
    assert_eq!(journal.append(Position(0), &facts(0..1)).await.unwrap(), Position(1));
}
