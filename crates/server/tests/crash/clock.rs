//! A clock that is set back.

use cordboard_forgetful_disk::Word;

use crate::{day::Day, settings::seed};

/// The first facts are older than they are kept for: they are dropped while the server is killed again and again, and
/// snapshots alone hold what they said.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_while_it_drops_old_facts_loses_nothing() {
    let mut day = Day::begin_days_ago("old-facts", seed(), 3);
    for _ in 0..4 {
        let answers = 50 + day.random.place(150);
        day.work(answers).await;
        day.cut_power(true).await;
        day.start_again();
        let summary = day.judge().await;
        println!("old facts with CORDBOARD_SEED={}: {summary:?}", day.plan().seed);
    }
    day.work(200).await;
    day.end().await;
    let says = day.process.verify();
    assert!(says.contains(" facts, ") && !says.contains(" facts, 1 to "), "{says}");
    day.start_again();
    day.judge().await;
}

/// The check sees to it that no contact's time goes back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_set_back_by_an_hour_changes_nothing() {
    let mut day = Day::begin_on_disk("clock", seed());
    day.work(200).await;
    day.set(Word::ClockMs, -3_600_000);
    day.load.recorder().more_answered(200).await;
    let before = day.judge().await;
    day.work(200).await;
    day.kill().await;
    day.start_again();
    day.work(200).await;
    let summary = day.judge().await;
    println!("clock with CORDBOARD_SEED={}: {summary:?}", day.plan().seed);
    assert!(summary.acknowledged > before.acknowledged, "{before:?} {summary:?}");
}
