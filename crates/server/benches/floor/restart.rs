//! How long a big floor takes from opening its journal to its first command.

use std::{
    path::Path,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use cordboard_acd::{BusinessUnitId, Fact, Floor, SNAPSHOT_VERSION, Setup, Time};
use cordboard_journal::{Journal, Position, Snapshot, SqliteJournal};

use crate::{
    folder,
    house::{House, Took},
    median, met, said, start,
};

const BEHIND: usize = 100_000;
const TIMES: usize = 5;
const GOAL_BEHIND: Duration = Duration::from_secs(2);
const GOAL_FRESH: Duration = Duration::from_millis(300);

pub(crate) async fn measure() {
    let folder = folder();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = Time(u64::try_from(now.as_millis()).unwrap() - 7_200_000);
    let mut took = Took::default();
    let mut house = House::full(now, true, &mut took);
    let journal = SqliteJournal::open(folder.path(), BusinessUnitId(1)).await.unwrap();
    let mut position = append(&journal, Position(0), &house.facts.take().unwrap()).await;
    save(&journal, position, &house.floor).await;
    house.facts = Some(Vec::new());
    while house.facts.as_ref().unwrap().len() < BEHIND {
        house.round(&mut took);
    }
    let facts = house.facts.take().unwrap();
    position = append(&journal, position, &facts).await;
    journal.close().await.unwrap();
    let took = restart(folder.path()).await;
    println!(
        "restart with {} facts behind the newest snapshot: {} (goal: under {}, {})",
        facts.len(),
        said(took),
        said(GOAL_BEHIND),
        met(took < GOAL_BEHIND)
    );

    let journal = SqliteJournal::open(folder.path(), BusinessUnitId(1)).await.unwrap();
    let bytes = save(&journal, position, &house.floor).await;
    journal.close().await.unwrap();
    let took = restart(folder.path()).await;
    let (handle, task) = start(folder.path(), Setup::default()).await;
    let running = tokio::spawn(task.run());
    let again = handle.read(Floor::clone).await.unwrap();
    drop(handle);
    running.await.unwrap();
    assert_eq!(again, house.floor, "the floor is another after a restart");
    println!(
        "restart with a fresh snapshot of {} MB: {} (goal: under {}, {})",
        bytes / 1_000_000,
        said(took),
        said(GOAL_FRESH),
        met(took < GOAL_FRESH)
    );
}

async fn append(journal: &SqliteJournal, mut position: Position, facts: &[Fact]) -> Position {
    for facts in facts.chunks(1_000) {
        position = journal.append(position, facts).await.unwrap();
    }
    position
}

async fn save(journal: &SqliteJournal, position: Position, floor: &Floor) -> usize {
    let floor = serde_json::to_vec(floor).unwrap();
    let bytes = floor.len();
    journal.save_snapshot(Snapshot { position, version: SNAPSHOT_VERSION, floor }).await.unwrap();
    bytes
}

/// Opens the journal and makes the floor again, some times.
async fn restart(folder: &Path) -> Duration {
    let mut took = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        let _floor = start(folder, Setup::default()).await;
        took.push(begun.elapsed());
    }
    median(took)
}
