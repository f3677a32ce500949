//! Whole days of agents, callers and restarts, from a seed, with the floor's invariants after every
//! step.
//!
//! A failing day prints its seed and a short story that fails in the same way. As many other days as
//! wanted are tried by the example `simulate`, which `cargo xtask simulate` starts.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on fails, and looks for the one thing it is about"
)]

#[path = "simulation/business.rs"]
mod business;
#[path = "simulation/clients.rs"]
mod clients;
#[path = "simulation/day.rs"]
mod day;
#[path = "simulation/invariants.rs"]
mod invariants;
#[path = "simulation/journal.rs"]
mod journal;
#[path = "simulation/many_days.rs"]
mod many_days;
#[path = "simulation/shrink.rs"]
mod shrink;
#[path = "simulation/story.rs"]
mod story;
#[path = "simulation/tally.rs"]
mod tally;
#[path = "simulation/world.rs"]
mod world;

use cordboard_acd::{Fact, fact::Happened};

use journal::Fault;
use many_days::{days, run};
use tally::Tally;

/// The days are worth nothing when what they are to try does not occur in them.
fn assert_all_occurred(sum: &Tally) {
    for (what, count) in sum.each() {
        assert!(count > 0, "in no day: {what}");
    }
}

// Fifty days in an ordinary run, in two tests, so that two processors share them.

#[test]
fn days_1_to_25() {
    assert_all_occurred(&days(1..26, |_| {}));
}

#[test]
fn days_26_to_50() {
    assert_all_occurred(&days(26..51, |_| {}));
}

/// A journal that loses a kind of fact is found out, and the day shrinks to what it takes: an agent
/// logs in and becomes available, a call comes, the phone answers, the agent answers and does the
/// one thing, the server restarts.
#[test]
fn a_deliberate_fault_shrinks_to_a_short_story() {
    let faults: [Fault; 3] = [
        |fact: &Fact| matches!(fact.happened, Happened::AgentMuted { .. }),
        |fact: &Fact| matches!(fact.happened, Happened::ContactHeld { .. }),
        |fact: &Fact| matches!(fact.happened, Happened::DispositionRecorded { .. }),
    ];
    for fault in faults {
        let found = (1..20).find_map(|seed| run(seed, Some(fault)).err());
        let (broken, steps) = found.unwrap();
        assert!(steps.len() > 100, "no day to shrink");
        let short = shrink::shrink(steps, Some(fault), &broken);
        assert!(short.len() <= 14, "{} steps:\n{}", short.len(), shrink::words(&short));
        assert!(shrink::words(&short).contains("starts from"));
        let again = shrink::tell(&short, Some(fault)).unwrap_err();
        assert_eq!(again.at, broken.at);
        assert!(shrink::tell(&short, None).is_ok(), "it is not the fault that fails");
    }
}
