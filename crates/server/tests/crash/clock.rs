//! A clock that is set back.

use cordboard_forgetful_disk::Word;

use crate::{day::Day, settings::seed};

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
