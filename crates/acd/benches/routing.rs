//! The floor alone: facts per second, and how long one routing decision takes on a big floor.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a measurement reads the clock, prints, and stops when it cannot go on"
)]

#[path = "routing/house.rs"]
mod house;

use std::time::{Duration, Instant};

use cordboard_acd::{Floor, Time};

use house::{House, Took};

const ROUNDS: u64 = 50_000;
const GOAL: Duration = Duration::from_micros(50);

fn main() {
    // `cargo test --all-targets` starts benches too, unoptimised.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let mut took = Took::default();
    let mut house = House::full(Time(0), true, &mut took);
    for _ in 0..ROUNDS {
        house.round(&mut took);
    }
    let facts = house.facts.take().unwrap();
    let count = u32::try_from(facts.len()).unwrap();
    let per_second = |duration: Duration| f64::from(count) / duration.as_secs_f64();
    println!(
        "facts per second through decide and evolve: {:.0} (no goal)",
        per_second(house.worked)
    );
    let mut floor = Floor::new();
    let start = Instant::now();
    for fact in &facts {
        floor.evolve(fact);
    }
    println!("facts per second through evolve alone: {:.0} (no goal)", per_second(start.elapsed()));
    assert_eq!(floor, house.floor, "a replay gives another floor");

    report("a call comes, one of 10,000 agents is found", took.to_idle);
    report("an agent becomes idle, one of 5,000 waiting contacts is found", took.to_waiting);
    report("a call comes, and waits with 5,000 others", took.arrivals);
}

fn report(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |part: usize| took[(took.len() - 1) * part / 1_000];
    let met = if at(990) < GOAL { "met" } else { "missed" };
    println!(
        "{what}: median {:?}, p99 {:?} (goal: under {GOAL:?}, {met}), most {:?}",
        at(500),
        at(990),
        at(1_000)
    );
}
