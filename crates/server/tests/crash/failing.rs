//! A disk on which one write or one sync fails, each in its turn.

use cordboard_forgetful_disk::Word;

use crate::{
    day::{Day, in_time},
    settings::{faults, seed},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_a_write_fails() {
    each_in_turn("failing-write", Word::Writes, Word::FailWrite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_a_sync_fails() {
    each_in_turn("failing-sync", Word::Syncs, Word::FailSync).await;
}

/// Starts the server again and again on one folder; at each start another write, or sync, is the one that fails.
async fn each_in_turn(name: &str, count: Word, fail: Word) {
    let mut day = Day::begin_on_disk(name, seed());
    day.work(100).await;
    day.judge().await;
    let mut stood_still = 0;
    for number in faults(&mut day.random) {
        day.cut_power(false).await;
        day.set(count, 0);
        day.set(Word::FailTimes, 1);
        day.set(fail, number);
        match day.process.try_start() {
            Ok(()) => {
                day.load.server_is_up();
                day.load.disk_fails();
                day.load.work();
                while day.get(count) < number {
                    in_time(day.load.recorder().more_answered(5)).await;
                }
                day.readiness(200).await;
                day.judge().await;
                stood_still += usize::from(day.process.log().contains("the floor stands still"));
                day.cut_power(false).await;
            }
            Err(said) => assert!(said.contains("journal.db"), "{said}"),
        }
        day.set(fail, 0);
        day.start_again();
        let summary = day.judge().await;
        println!("{name} {number} with CORDBOARD_SEED={}: {summary:?}", day.plan().seed);
    }
    assert!(stood_still > 0, "no {name} was of any consequence");
}
