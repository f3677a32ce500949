//! What is measured, in the text form that Prometheus reads.
//!
//! What happens often is counted as it happens, by an atomic or two. How the floor stands is counted
//! when somebody asks.

mod standing;
mod token;

use std::{
    sync::{Mutex, PoisonError, atomic::AtomicU64},
    time::Duration,
};

use cordboard_acd::{Fact, Time, fact::Happened};
use cordboard_journal::Position;
use prometheus_client::{
    encoding::text::encode,
    metrics::{
        counter::Counter,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::{Registry, Unit},
};

use crate::readiness::Readiness;

pub(crate) use standing::FloorStands;
pub(crate) use token::{MetricsToken, MetricsTokenError};

use standing::Standing;

type Seconds = Gauge<f64, AtomicU64>;

/// What the floor's task counts; cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Measures {
    parked_polls: Gauge,
    events: Counter,
    accepted: Counter,
    refused: Counter,
    not_kept: Counter,
    commit_facts: Histogram,
    commit_seconds: Histogram,
    routing_seconds: Histogram,
    journal_failures: Counter,
    journal_position: Gauge,
    recovery_seconds: Seconds,
    snapshot_position: Gauge,
    snapshot_at: Seconds,
}

/// What became of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Accepted,
    Refused,
    /// The journal did not take it.
    NotKept,
}

impl Default for Measures {
    fn default() -> Self {
        // From 50 microseconds to 3 seconds.
        let seconds = || Histogram::new(exponential_buckets(0.000_05, 2.0, 17));
        Self {
            parked_polls: Gauge::default(),
            events: Counter::default(),
            accepted: Counter::default(),
            refused: Counter::default(),
            not_kept: Counter::default(),
            commit_facts: Histogram::new(exponential_buckets(1.0, 2.0, 11)),
            commit_seconds: seconds(),
            routing_seconds: seconds(),
            journal_failures: Counter::default(),
            journal_position: Gauge::default(),
            recovery_seconds: Seconds::default(),
            snapshot_position: Gauge::default(),
            snapshot_at: Seconds::default(),
        }
    }
}

impl Measures {
    pub(crate) fn parked(&self, polls: usize) {
        self.parked_polls.set(i64::try_from(polls).unwrap_or(i64::MAX));
    }

    pub(crate) fn told(&self, events: usize) {
        self.events.inc_by(events as u64);
    }

    pub(crate) fn command(&self, outcome: Outcome) {
        match outcome {
            Outcome::Accepted => &self.accepted,
            Outcome::Refused => &self.refused,
            Outcome::NotKept => &self.not_kept,
        }
        .inc();
    }

    /// Facts are durable: how long the journal took, and how long it was since the floor turned to
    /// what gave them.
    pub(crate) fn committed(
        &self,
        facts: &[Fact],
        position: Position,
        commit: Duration,
        since_begun: Duration,
    ) {
        self.commit_facts.observe(f64::from(u32::try_from(facts.len()).unwrap_or(u32::MAX)));
        self.commit_seconds.observe(commit.as_secs_f64());
        self.stands_at(position);
        let is_routed = |fact: &Fact| {
            matches!(
                fact.happened,
                Happened::ContactReserved { .. } | Happened::ContactOffered { .. }
            )
        };
        if facts.iter().any(is_routed) {
            self.routing_seconds.observe(since_begun.as_secs_f64());
        }
    }

    pub(crate) fn journal_failed(&self) {
        self.journal_failures.inc();
    }

    pub(crate) fn recovered(&self, took: Duration, position: Position) {
        self.recovery_seconds.set(took.as_secs_f64());
        self.stands_at(position);
    }

    /// A snapshot is there: what it holds, and when that was so.
    pub(crate) fn snapshot(&self, position: Position, at: Time) {
        self.snapshot_position.set(signed(position));
        self.snapshot_at.set(seconds(at));
    }

    fn stands_at(&self, position: Position) {
        self.journal_position.set(signed(position));
    }
}

/// All that is measured.
pub(crate) struct Metrics {
    pub(crate) measures: Measures,
    scraped: Mutex<Scraped>,
}

/// What is filled in when somebody asks.
struct Scraped {
    registry: Registry,
    standing: Standing,
    ready: Gauge,
    snapshot_age: Seconds,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let measures = Measures::default();
        let mut registry = Registry::with_prefix("cordboard");
        let it = measures.clone();
        registry.register("parked_polls", "Polls that wait for events", it.parked_polls);
        registry.register("events", "Events given to clients", it.events);
        let commands = "Commands of clients, and what became of them";
        for (outcome, counter) in
            [("accepted", it.accepted), ("refused", it.refused), ("not_kept", it.not_kept)]
        {
            let label = ("outcome".into(), outcome.into());
            registry.sub_registry_with_label(label).register("commands", commands, counter);
        }
        registry.register("commit_facts", "Facts in one append", it.commit_facts);
        let unit = || Unit::Seconds;
        registry.register_with_unit(
            "commit",
            "Until an append is durable",
            unit(),
            it.commit_seconds,
        );
        let help = "From the floor's turning to a command or time-out until the contact that it \
                    routes may be told";
        registry.register_with_unit("routing", help, unit(), it.routing_seconds);
        registry.register("journal_failures", "Appends that failed", it.journal_failures);
        registry.register("journal_position", "The last durable fact", it.journal_position);
        let help = "How long the floor took to be made again at the start";
        registry.register_with_unit("recovery", help, unit(), it.recovery_seconds);
        registry.register(
            "snapshot_position",
            "The last fact in the newest snapshot",
            it.snapshot_position,
        );
        let scraped = Scraped {
            standing: Standing::register(&mut registry),
            ready: Gauge::default(),
            snapshot_age: Seconds::default(),
            registry,
        };
        Self { measures, scraped: Mutex::new(scraped.with_its_own()) }
    }

    /// Gives the text. The floor may be unknown for now.
    pub(crate) fn text(
        &self,
        now: Time,
        readiness: &Readiness,
        floor: Option<&FloorStands>,
    ) -> Result<String, std::fmt::Error> {
        let scraped = self.scraped.lock().unwrap_or_else(PoisonError::into_inner);
        scraped.standing.set(floor);
        scraped.ready.set(i64::from(*readiness == Readiness::Ready));
        let snapshot_at = self.measures.snapshot_at.get();
        let age = if snapshot_at > 0.0 { (seconds(now) - snapshot_at).max(0.0) } else { 0.0 };
        scraped.snapshot_age.set(age);
        let mut text = String::new();
        encode(&mut text, &scraped.registry)?;
        Ok(text)
    }
}

impl Scraped {
    fn with_its_own(mut self) -> Self {
        let help = "1 when /readyz says that the server can do its work, otherwise 0";
        self.registry.register("ready", help, self.ready.clone());
        self.registry.register_with_unit(
            "snapshot_age",
            "How old the newest snapshot is; 0 when there is none",
            Unit::Seconds,
            self.snapshot_age.clone(),
        );
        self
    }
}

fn signed(position: Position) -> i64 {
    i64::try_from(position.0).unwrap_or(i64::MAX)
}

fn seconds(time: Time) -> f64 {
    Duration::from_millis(time.0).as_secs_f64()
}
