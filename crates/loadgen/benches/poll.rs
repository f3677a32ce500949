//! Parked polls: how fast, at what cost and in how much memory an event reaches the agents whom it
//! concerns, beside a bare program that does no more than that and beside nginx with nchan.
//!
//! Five servers take turns, each on a core of its own, the driver on another. Started by
//! `cargo xtask bench poll`, which builds the servers.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measurement reads the clock, computes, prints, and stops when it cannot go on"
)]

#[path = "poll/answer.rs"]
mod answer;
#[path = "poll/driver.rs"]
mod driver;
#[path = "poll/ear.rs"]
mod ear;
#[path = "poll/echo.rs"]
mod echo;
#[path = "poll/limit.rs"]
mod limit;
#[path = "poll/nchan.rs"]
mod nchan;
#[path = "poll/ours.rs"]
mod ours;
#[path = "poll/plain.rs"]
mod plain;
#[path = "poll/process.rs"]
mod process;
#[path = "poll/report.rs"]
mod report;
#[path = "poll/round.rs"]
mod round;

use std::time::Instant;

use ours::House;
use process::{Kind, Machine};
use report::Report;
use round::Plan;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["limit", folder] => limit::serve(folder.as_ref()),
        ["echo"] => echo::serve(),
        // `cargo test --all-targets` starts benches too, unoptimised.
        words if words.contains(&"--bench") => measure(words),
        _ => {}
    }
}

fn measure(words: &[&str]) {
    let after = |option| words.iter().skip_while(move |word| **word != option).nth(1).copied();
    let mut plan = if words.contains(&"--short") { Plan::short() } else { Plan::full() };
    if let Some(most) = after("--polls") {
        plan.stages.retain(|stage| stage.polls <= most.parse().unwrap());
    }
    if let Some(bursts) = after("--bursts") {
        plan.stages.iter_mut().for_each(|stage| stage.bursts = bursts.parse().unwrap());
    }
    let only = after("--only");
    let kinds = Kind::ALL.into_iter().filter(|kind| only.is_none_or(|only| only == kind.word()));
    let machine = Machine::prepare(plan.most_polls());
    let house = House::build(plan.most_polls());
    let mut report = Report::default();
    let mut sizes = None;
    for round in 1..=plan.rounds {
        for kind in kinds.clone() {
            let begun = Instant::now();
            report.add(kind, round::run(&machine, kind, &plan, &house, &mut sizes));
            let took = begun.elapsed().as_secs();
            eprintln!("round {round} of {}: {}, {took} s", plan.rounds, kind.name());
        }
    }
    report.print(&plan);
}
