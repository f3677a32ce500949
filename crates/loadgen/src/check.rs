//! Says whether a server kept what it had promised, by the answers that its clients got and nothing else.

mod administration;
mod commands;
mod contacts;
mod life;
mod streams;

use std::fmt;

use crate::{Mark, Noted, Plan, Record};

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The place in the record where it shows.
    pub at: usize,
    /// What is wrong, in words.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "entry {}: {}", self.at, self.what)
    }
}

/// Counts what was judged, so that nobody takes an empty record for a good one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Agent sessions.
    pub sessions: usize,
    /// Agent sessions whose events go on from a full picture, because the server had forgotten who had polled what.
    /// Of their commands, and of how their contacts ended, less is judged.
    pub continued: usize,
    /// Events of agent sessions, each once.
    pub events: usize,
    /// Events that were answered again to an older id and were the same.
    pub again: usize,
    /// Full pictures that said what the events say.
    pub pictures: usize,
    /// Commands and calls that were acknowledged.
    pub acknowledged: usize,
    /// Commands and calls of which nobody knows what came of them by the answer alone.
    pub unclear: usize,
    /// Contacts that the events name or the simulator acknowledged.
    pub contacts: usize,
    /// Changes of the configuration that were acknowledged.
    pub changes: usize,
    /// Refresh tokens that held.
    pub refreshed: usize,
    /// Outcomes of contacts that were read as they had been acknowledged.
    pub dispositions: usize,
    /// Contacts that are neither over nor worked after.
    pub living: usize,
}

/// Judges a record that ends with a [`look_again`](crate::Load::look_again).
///
/// - Each agent session's events, as polling with the newest id brought them, are a legal life: none is missing,
///   doubled or out of its order. An older id polled again brings the same events (E2), the full picture says what they
///   say (E3, E6).
/// - What was acknowledged shows in them, exactly once; what was not answered at most once; what was refused never.
/// - A refresh token that was given holds. An agent's name and a contact's outcome are the last that were acknowledged,
///   or one that was sent since and not answered.
/// - No contact is lost, with two agents, or there twice. What its customer hears is what the agents' events say.
///
/// # Errors
/// All that is wrong.
pub fn check(record: &Record, plan: &Plan) -> Result<Summary, Vec<Violation>> {
    let mut findings = Findings::default();
    let streams = streams::of(record, &mut findings);
    for stream in &streams {
        life::check(stream, plan, &mut findings);
        commands::check(stream, plan, &mut findings);
    }
    let halted = record.entries.iter().rposition(|entry| entry.noted == Noted::Mark(Mark::Halted));
    match halted {
        Some(halted) => contacts::check(record, halted, &streams, plan, &mut findings),
        None => findings.add(record.entries.len(), "the record does not end with a look again"),
    }
    administration::check(record, &mut findings);
    findings.summary.sessions = streams.len();
    findings.summary.continued = streams.iter().filter(|stream| stream.is_continued).count();
    findings.summary.events = streams.iter().map(|stream| stream.events.len()).sum();
    if findings.violations.is_empty() { Ok(findings.summary) } else { Err(findings.violations) }
}

#[derive(Default)]
struct Findings {
    violations: Vec<Violation>,
    summary: Summary,
}

impl Findings {
    fn add(&mut self, at: usize, what: impl Into<String>) {
        self.violations.push(Violation { at, what: what.into() });
    }
}
