//! What was measured, printed: medians of rounds, each round beside the others of its own time.

use std::{collections::BTreeMap, time::Duration};

use crate::{
    process::Kind,
    round::{Measured, Plan, RATE, Stage},
};

/// All rounds of all servers.
#[derive(Default)]
pub(crate) struct Report {
    /// By round, then by stage.
    rounds: BTreeMap<Kind, Vec<Vec<Measured>>>,
}

const LATENCY: &str = "   p50 ms      p99     p999";

/// The goals: at most so many times what it is compared with.
const OF_LATENCY: f64 = 1.5;
const OF_CPU: f64 = 2.0;
const OF_MEMORY: f64 = 1.5;
const OF_NCHAN: f64 = 1.25;

impl Report {
    pub(crate) fn add(&mut self, kind: Kind, stages: Vec<Measured>) {
        self.rounds.entry(kind).or_default().push(stages);
    }

    pub(crate) fn print(&self, plan: &Plan) {
        println!(
            "Medians of {} rounds; one core for the server, one for the driver. Latency is from the \
             time at which an event was to be made until its answer was read.",
            plan.rounds
        );
        for (place, stage) in plan.stages.iter().enumerate() {
            self.print_stage(place, stage);
        }
        let largest = plan.stages.len() - 1;
        for (what, goal) in [
            (Compared::P50, OF_LATENCY),
            (Compared::P99, OF_LATENCY),
            (Compared::Cpu, OF_CPU),
            (Compared::Resident, OF_MEMORY),
        ] {
            self.say(plan, what, (Kind::Durable, Kind::Limit), goal);
        }
        self.say(plan, Compared::BurstP50, (Kind::Durable, Kind::Limit), OF_LATENCY);
        self.say(plan, Compared::BurstP99, (Kind::Durable, Kind::Limit), OF_LATENCY);
        self.say(plan, Compared::BurstCpu, (Kind::Durable, Kind::Limit), OF_CPU);
        self.say(plan, Compared::P50, (Kind::Memory, Kind::Nchan), OF_NCHAN);
        self.say(plan, Compared::BurstP50, (Kind::Memory, Kind::Nchan), OF_NCHAN);
        let to_limit = |what| self.ratio(largest, what, (Kind::Durable, Kind::Limit));
        let lost: usize = self.all().map(|it| it.lost + it.doubled + it.disordered).sum();
        println!(
            "durable p50 ours/limit {:.2}, p99 ours/limit {:.2}, cpu ours/limit {:.2}, \
             rss ours/limit {:.2}; in memory p50 ours/nchan {:.2}; lost {lost}",
            to_limit(Compared::P50),
            to_limit(Compared::P99),
            to_limit(Compared::Cpu),
            to_limit(Compared::Resident),
            self.ratio(largest, Compared::P50, (Kind::Memory, Kind::Nchan)),
        );
    }

    fn print_stage(&self, place: usize, stage: &Stage) {
        println!("\n{} parked polls, {RATE} events a second; then bursts to all", stage.polls);
        println!("  {:34}{:^37} |{:^37} |", "", "events", "burst");
        println!(
            "  {:34}{LATENCY}{:>10} |{LATENCY}{:>10} |{:>8}{:>10}  lost/doubled/disordered",
            "", "cpu s/1e4", "cpu s/1e4", "B/poll", "MB after"
        );
        for (kind, rounds) in &self.rounds {
            let of = |what: Compared| {
                median(rounds.iter().map(|stages| what.of(&stages[place])).collect())
            };
            let sum = |count: fn(&Measured) -> usize| {
                rounds.iter().map(|stages| count(&stages[place])).sum::<usize>()
            };
            println!(
                "  {:34}{:9.3}{:9.3}{:9.3}{:10.3} |{:9.2}{:9.2}{:9.2}{:10.3} |{:8.0}{:10.1}  {}/{}/{}",
                kind.name(),
                of(Compared::P50),
                of(Compared::P99),
                of(Compared::P999),
                of(Compared::Cpu),
                of(Compared::BurstP50),
                of(Compared::BurstP99),
                of(Compared::BurstP999),
                of(Compared::BurstCpu),
                of(Compared::Resident),
                of(Compared::ResidentAfter),
                sum(|it| it.lost),
                sum(|it| it.doubled),
                sum(|it| it.disordered),
            );
        }
    }

    /// Says a ratio for each stage, and whether the goal is met in the last.
    fn say(&self, plan: &Plan, what: Compared, kinds: (Kind, Kind), goal: f64) {
        let stages = plan.stages.iter().enumerate();
        let ratios: Vec<_> = stages
            .map(|(place, stage)| {
                let ratio = self.ratio(place, what, kinds);
                let met = if ratio <= goal { "met" } else { "missed" };
                format!("{ratio:.2} with {} polls ({met})", stage.polls)
            })
            .collect();
        let (one, other) = kinds;
        println!(
            "{} {}/{}: {}; goal: at most {goal}",
            what.name(),
            one.word(),
            other.word(),
            ratios.join(", ")
        );
    }

    /// Each round against its own: the machine's mood counts for both.
    fn ratio(&self, place: usize, what: Compared, (one, other): (Kind, Kind)) -> f64 {
        let values = |kind| {
            let rounds = self.rounds.get(&kind).into_iter().flatten();
            rounds.map(|stages| what.of(&stages[place])).collect::<Vec<_>>()
        };
        median(values(one).iter().zip(values(other)).map(|(one, other)| one / other).collect())
    }

    fn all(&self) -> impl Iterator<Item = &Measured> {
        self.rounds.values().flatten().flatten()
    }
}

/// One number of a stage.
#[derive(Clone, Copy)]
enum Compared {
    P50,
    P99,
    P999,
    BurstP50,
    BurstP99,
    BurstP999,
    BurstCpu,
    Cpu,
    Resident,
    ResidentAfter,
}

impl Compared {
    fn of(self, measured: &Measured) -> f64 {
        let millis = |of: &[Duration], part: f64| {
            let mut sorted = of.to_vec();
            sorted.sort_unstable();
            // The smallest that so many are not above.
            let place = (part * sorted.len() as f64).ceil() as usize;
            sorted.get(place.max(1) - 1).map_or(f64::NAN, |it| it.as_secs_f64() * 1_000.0)
        };
        match self {
            Self::P50 => millis(&measured.events, 0.5),
            Self::P99 => millis(&measured.events, 0.99),
            Self::P999 => millis(&measured.events, 0.999),
            Self::BurstP50 => millis(&measured.bursts, 0.5),
            Self::BurstP99 => millis(&measured.bursts, 0.99),
            Self::BurstP999 => millis(&measured.bursts, 0.999),
            Self::BurstCpu => measured.burst_cpu.as_secs_f64(),
            Self::Cpu => measured.cpu.as_secs_f64(),
            Self::Resident => measured.resident,
            Self::ResidentAfter => measured.resident_after as f64 / 1e6,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::P50 => "p50",
            Self::P99 => "p99",
            Self::P999 => "p999",
            Self::BurstP50 => "burst p50",
            Self::BurstP99 => "burst p99",
            Self::BurstP999 => "burst p999",
            Self::BurstCpu => "burst cpu",
            Self::Cpu => "cpu",
            Self::Resident => "rss",
            Self::ResidentAfter => "rss after bursts",
        }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
