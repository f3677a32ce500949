//! Without power: what was not synced is gone.

use cordboard_forgetful_disk::Word;

use crate::{
    day::Day,
    settings::{power_cuts, seed},
};

/// The check looks at the whole record after each: a new day after so many keeps it quick.
const CUTS_A_DAY: u64 = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_the_power_fails() {
    cut_again_and_again("power", false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_some_unsynced_writes_survive_and_some_are_torn() {
    cut_again_and_again("power-torn", true).await;
}

async fn cut_again_and_again(name: &str, some_survives: bool) {
    let (seed, cuts) = (seed(), power_cuts());
    for day in 0..cuts.div_ceil(CUTS_A_DAY) {
        a_day_of_cuts(name, seed + day, CUTS_A_DAY.min(cuts - day * CUTS_A_DAY), some_survives)
            .await;
    }
}

async fn a_day_of_cuts(name: &str, seed: u64, cuts: u64, some_survives: bool) {
    let mut day = Day::begin_on_disk(name, seed);
    for _ in 0..cuts {
        let answers = 20 + day.random.place(280);
        day.work(answers).await;
        day.cut_power(some_survives).await;
        day.start_again();
        let summary = day.judge().await;
        println!("{name} with CORDBOARD_SEED={}: {summary:?}", day.plan().seed);
    }
    assert!(
        cuts < 5 || day.snapshots_gone_on_from() > 0,
        "no snapshot was written while all were at work"
    );
    in_order(&mut day).await;
}

/// Whoever is still on the line can hang up: no customer is forgotten.
async fn in_order(day: &mut Day) {
    day.load.hang_up_all().await.unwrap();
    let summary = day.judge().await;
    assert_eq!(summary.living, 0, "{summary:?}");
    assert!(summary.continued * 10 <= summary.sessions, "{summary:?}");
    assert!(summary.acknowledged > 20 && summary.again > 20, "{summary:?}");
}

/// The layer and the check see a server that does not sync: its disk says that it did, and did not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_does_not_sync_is_found_out() {
    let mut day = Day::begin_on_disk("power-lies", seed());
    day.work(300).await;
    day.set(Word::Lies, 1);
    day.load.recorder().more_answered(300).await;
    day.cut_power(false).await;
    day.start_again();
    let (_, judged) = day.look().await;
    let violations = judged.expect_err("what was acknowledged is on no disk");
    assert!(violations.len() > 1, "{violations:?}");
}
