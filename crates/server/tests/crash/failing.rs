//! A disk on which one write or one sync fails, each in its turn.

use cordboard_forgetful_disk::Word;
use cordboard_loadgen::Random;

use crate::{
    day::{Day, in_time},
    settings::{Fault, faults, seed},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_a_write_fails() {
    each_in_turn("failing-write", Word::Writes, Word::FailWrite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_a_sync_fails() {
    each_in_turn("failing-sync", Word::Syncs, Word::FailSync).await;
}

/// The check looks at the whole record after each: a new day after so many keeps it quick.
const FAULTS_A_DAY: usize = 10;

/// Starts the server again and again on one folder; at each start another write, or sync, is the one that fails.
async fn each_in_turn(name: &str, count: Word, fail: Word) {
    let seed = seed();
    let faults = faults(&mut Random::new(seed, 0));
    let mut failures = 0;
    for (seed, faults) in (seed..).zip(faults.chunks(FAULTS_A_DAY)) {
        failures += a_day_of_faults(name, seed, faults, count, fail).await;
    }
    assert!(failures > 0, "no {name} was of any consequence");
}

/// Gives how often a write or a sync failed that somebody had asked for.
async fn a_day_of_faults(
    name: &str,
    seed: u64,
    faults: &[Fault],
    count: Word,
    fail: Word,
) -> usize {
    let mut day = Day::begin_on_disk(name, seed);
    day.work(100).await;
    day.judge().await;
    let mut failures = 0;
    for (left, &fault) in (0..faults.len()).rev().zip(faults) {
        day.cut_power(false).await;
        day.set(count, 0);
        day.set(Word::FailTimes, 1);
        if let Fault::SinceTheStart(number) = fault {
            day.set(fail, number);
        }
        match day.process.try_start() {
            Ok(()) => {
                day.load.server_is_up();
                day.load.disk_fails();
                day.load.work();
                let (Fault::SinceTheStart(number) | Fault::AtWork(number)) = fault;
                if let Fault::AtWork(number) = fault {
                    day.set(count, 0);
                    day.set(fail, number);
                }
                while day.get(count) < number {
                    in_time(day.load.recorder().more_answered(5)).await;
                }
                match day.random.below(if left == 0 { 1 } else { 3 }) {
                    // The floor goes on by itself; after the last one it does, so that what came of it is seen.
                    0 => {
                        day.settle().await;
                        day.judge().await;
                    }
                    // What the page cache has and no disk is read by the next server, which tells it.
                    1 => {
                        day.kill().await;
                        day.set(fail, 0);
                        day.start_again();
                        day.work(30).await;
                        day.judge().await;
                    }
                    // The power goes at once.
                    _ => {}
                }
                failures += usize::from(day.has_met_a_failure());
                day.cut_power(false).await;
            }
            Err(said) => assert!(said.contains("journal.db"), "{said}"),
        }
        day.set(fail, 0);
        day.start_again();
        let summary = day.judge().await;
        println!("{name} {fault:?} with CORDBOARD_SEED={}: {summary:?}", day.plan().seed);
    }
    failures
}
