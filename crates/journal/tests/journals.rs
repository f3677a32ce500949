//! Journals of every released version: they load for ever.
#![expect(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test's own helpers stop as tests do, and look for one fact among all"
)]

#[path = "journals/keep.rs"]
mod keep;
#[path = "journals/story.rs"]
mod story;
#[path = "journals/summary.rs"]
mod summary;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use cordboard_acd::{Floor, OLDEST_SNAPSHOT_READ, SNAPSHOT_VERSION};
use cordboard_journal::{History, Journal, PastContacts, Position, SqliteJournal};
use serde_json::Value;

use keep::{FLOOR, keep};

#[test]
fn the_story_has_every_kind_of_fact() {
    let told = story::story();
    let told = told.iter().map(|fact| story::kind_of(&fact.happened)).collect::<BTreeSet<_>>();
    assert_eq!(told, BTreeSet::from(story::KINDS));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_now_loads() {
    let folders = tempfile::tempdir().unwrap();
    let kept = folders.path().join("now");
    keep(&kept).await;
    loads(&kept).await;
    let changed = Path::new(&kept).join("floor.json");
    let text = fs::read_to_string(&changed).unwrap();
    assert!(text.contains("\"talking\""));
    let expected = serde_json::from_str::<Value>(&text.replace("\"talking\"", "\"held\"")).unwrap();
    let found = serde_json::from_str::<Value>(&text).unwrap();
    assert_eq!(summary::missing(&expected, &found, "").len(), 1, "a difference is seen");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kept_journal_loads() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/journals");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut kept = entries.filter(|path| path.is_dir()).collect::<Vec<_>>();
    kept.sort();
    assert!(!kept.is_empty(), "no journal is kept");
    for folder in kept {
        loads(&folder).await;
    }
}

/// Loads a copy: a kept journal is never written to.
async fn loads(kept: &Path) {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(kept.join("journal.db"), folder.path().join("journal.db")).unwrap();
    let verified = SqliteJournal::verify(folder.path()).await.unwrap();
    assert!(verified.is_sound(), "{}: {:?}", kept.display(), verified.troubles);

    let journal = SqliteJournal::open(folder.path(), FLOOR).await.unwrap();
    let entries = journal.read(Position(0), usize::MAX).await.unwrap();
    let facts = entries.into_iter().map(|entry| entry.fact).collect::<Vec<_>>();
    let expected = fs::read_to_string(kept.join("floor.json")).unwrap();
    let expected = serde_json::from_str::<Value>(&expected).unwrap();
    let missing = summary::missing(&expected, &summary::summary(&facts), "");
    assert!(missing.is_empty(), "{}: {}", kept.display(), missing.join("\n"));

    // A snapshot counts where its version is known, and the facts after it make the same floor.
    let mut replayed = Floor::new();
    for fact in &facts {
        replayed.evolve(fact);
    }
    let snapshot = journal.newest_snapshot(None).await.unwrap().unwrap();
    if (OLDEST_SNAPSHOT_READ..=SNAPSHOT_VERSION).contains(&snapshot.version) {
        let mut floor = serde_json::from_slice::<Floor>(&snapshot.floor).unwrap();
        let held = usize::try_from(snapshot.position.0).unwrap();
        for fact in &facts[held..] {
            floor.evolve(fact);
        }
        assert!(floor == replayed, "{}: the snapshot makes another floor", kept.display());
    }

    journal.rebuild_history().await.unwrap();
    let all = PastContacts { limit: 1_000, ..PastContacts::default() };
    let told = journal.past_contacts(all).await.unwrap();
    let kinds = ["ContactArrived", "ContactDialled", "ConsultArrived", "ContactMoved"];
    let count = |kind| expected["facts"][kind].as_u64().unwrap_or_default();
    assert_eq!(told.len() as u64, kinds.map(count).iter().sum::<u64>(), "{}", kept.display());
    journal.close().await.unwrap();
}
