//! As many simulated days as wanted: `cargo xtask simulate --days N --seed S`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "it fails as the test does whose parts it is made of, and says how far it is"
)]

#[path = "../tests/simulation/business.rs"]
mod business;
#[path = "../tests/simulation/clients.rs"]
mod clients;
#[path = "../tests/simulation/day.rs"]
mod day;
#[path = "../tests/simulation/invariants.rs"]
mod invariants;
#[path = "../tests/simulation/journal.rs"]
mod journal;
#[path = "../tests/simulation/many_days.rs"]
mod many_days;
#[path = "../tests/simulation/shrink.rs"]
mod shrink;
#[path = "../tests/simulation/story.rs"]
mod story;
#[path = "../tests/simulation/tally.rs"]
mod tally;
#[path = "../tests/simulation/world.rs"]
mod world;

fn main() {
    let numbers: Vec<u64> =
        std::env::args().skip(1).map(|number| number.parse().unwrap()).collect();
    let [seed, days] = numbers[..] else { panic!("two numbers: the first seed, how many days") };
    println!("{days} days from seed {seed}");
    let done = |last: u64| {
        let done = last - seed + 1;
        if done.is_multiple_of(50) || done == days {
            println!("{done} days done, the last of seed {last}");
        }
    };
    for (what, times) in many_days::days(seed..seed + days, done).each() {
        println!("{times:>10} {what}");
    }
}
