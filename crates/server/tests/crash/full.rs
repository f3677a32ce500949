//! A disk without space.

use cordboard_forgetful_disk::Word;
use cordboard_loadgen::{Noted, Request};

use crate::{
    day::{Day, in_time},
    settings::seed,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_stops_what_happens_and_loses_nothing() {
    let mut day = Day::begin_on_disk("full", seed());
    day.work(200).await;
    day.load.disk_fails();
    day.set(Word::Space, 100_000);
    let words = day.readiness(503).await;
    assert!(words.contains("full") && words.contains("journal.db"), "{words}");
    // Nothing happens, and everybody is told so; what is known can be read.
    in_time(day.load.recorder().more_answered(300)).await;
    let still = day.load.recorder().record();
    let since = still.entries.len() - 600;
    let answered = |status: u16, wanted: fn(&Request) -> bool| {
        still.entries[since..].iter().any(|entry| match &entry.noted {
            Noted::Answered { to, status: Some(got), .. } => {
                *got == status
                    && matches!(&still.entries[*to].noted, Noted::Sent(sent) if wanted(sent))
            }
            Noted::Answered { .. } | Noted::Sent(_) | Noted::Mark(_) => false,
        })
    };
    assert!(answered(503, |sent| matches!(sent, Request::Agent { .. })));
    assert!(answered(200, |sent| matches!(sent, Request::ReadCall { .. })));
    day.set(Word::Space, -1);
    day.readiness(200).await;
    in_time(day.load.recorder().more_answered(200)).await;
    day.judge().await;
    day.cut_power(false).await;
    day.start_again();
    let summary = day.judge().await;
    println!("full with CORDBOARD_SEED={}: {summary:?}", day.plan().seed);
    assert!(summary.unclear > 0, "{summary:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_on_a_full_disk_starts_when_there_is_space() {
    let mut day = Day::begin_on_disk("full-killed", seed());
    day.work(200).await;
    day.load.disk_fails();
    day.set(Word::Space, 50_000);
    day.readiness(503).await;
    day.cut_power(false).await;
    // Without any space it says what it waits for, and goes on when there is some.
    day.set(Word::Space, 0);
    day.process.begin_to_start();
    in_time(day.process.has_said("the journal cannot be opened yet")).await;
    day.set(Word::Space, -1);
    day.process.is_started().unwrap();
    day.load.server_is_up();
    day.judge().await;
}
