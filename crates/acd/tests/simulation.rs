//! Whole days of agents and callers, from a seed, with the floor's invariants after every step.
//!
//! A failing day prints its seed; `CORDBOARD_SIMULATE="FIRST COUNT"` in the environment chooses
//! other seeds.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on fails, and looks for the one thing it is about"
)]

#[path = "simulation/business.rs"]
mod business;
#[path = "simulation/day.rs"]
mod day;
#[path = "simulation/invariants.rs"]
mod invariants;

use day::Day;

/// The seeds of an ordinary test run.
const SEEDS: std::ops::Range<u64> = 1..7;

#[test]
fn days_of_ten_agents_and_three_hundred_calls() {
    #[expect(clippy::disallowed_methods, reason = "a test has no command line of its own")]
    let chosen = std::env::var("CORDBOARD_SIMULATE");
    let seeds = match chosen {
        Err(_) => SEEDS,
        Ok(chosen) => {
            let numbers: Vec<u64> =
                chosen.split_whitespace().map(|number| number.parse().unwrap()).collect();
            let [first, count] = numbers[..] else { panic!("CORDBOARD_SIMULATE: first and count") };
            first..first + count
        }
    };
    let mut sum = day::Tally::default();
    for seed in seeds {
        // Printed before, so that a day that fails is the last one named.
        #[expect(clippy::print_stderr, reason = "shown when the test fails")]
        {
            eprintln!("seed {seed}");
        }
        sum.add(&Day::new(seed).run());
    }
    // The days are worth nothing when what they are to try does not occur in them.
    for (what, count) in sum.each() {
        assert!(count > 0, "in no day: {what}");
    }
}
