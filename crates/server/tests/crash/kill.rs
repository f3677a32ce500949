//! Killed at random moments, again and again.

use cordboard_loadgen::check::Summary;

use crate::{
    day::Day,
    settings::{KILLS, kills, seed},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_the_server_is_killed() {
    let (seed, kills) = (seed(), kills());
    // The check looks at the whole record after each kill: a new day after so many keeps it quick.
    for day in 0..kills.div_ceil(KILLS) {
        a_day_of_kills(seed + day, KILLS.min(kills - day * KILLS)).await;
    }
}

async fn a_day_of_kills(seed: u64, kills: u64) {
    let mut day = Day::begin("kill", seed);
    let mut summary = Summary::default();
    for _ in 0..kills {
        let answers = 20 + day.random.place(280);
        day.work(answers).await;
        if day.random.chance(20) {
            // In order, with a snapshot of the floor to go on from.
            day.end().await;
            day.start_again();
            day.judge().await;
            day.work(50).await;
        }
        day.kill().await;
        day.start_again();
        summary = day.judge().await;
    }
    println!("{kills} kills with CORDBOARD_SEED={}: {summary:?}", day.plan().seed);
    assert!(summary.acknowledged > 20 && summary.again > 20, "{summary:?}");
    let least = usize::try_from(kills / 2).unwrap();
    let judged = [summary.changes, summary.refreshed, summary.dispositions];
    assert!(judged.iter().all(|count| *count >= least), "{summary:?}");
    assert!(summary.continued * 10 <= summary.sessions, "{summary:?}");
    assert!(
        summary.unclear > 0,
        "no request was ever open when the server was killed: {summary:?}"
    );
    assert!(
        kills < 5 || day.snapshots_gone_on_from() > 0,
        "no snapshot was written while all were at work"
    );
    // Whoever is still on the line can hang up: no customer is forgotten.
    day.load.hang_up_all().await.unwrap();
    let summary = day.judge().await;
    assert_eq!(summary.living, 0, "{summary:?}");
}
