//! How often what occurred: days in which nothing occurs prove nothing.

use std::collections::BTreeMap;

use cordboard_acd::{
    Change, Fact,
    command::Destination,
    fact::{ContactClose, ContactReturn, Happened, SessionEnd},
};

#[derive(Default)]
pub(crate) struct Tally(BTreeMap<&'static str, u64>);

const WORTH_TRYING: [&str; 43] = [
    "commands",
    "refused commands",
    "repeated commands",
    "calls",
    "calls answered",
    "calls refused",
    "calls not answered",
    "calls abandoned",
    "calls held",
    "calls masked",
    "recordings",
    "mutes",
    "legs lost",
    "numbers called",
    "agents called",
    "skills called",
    "calls by agents answered",
    "calls transferred",
    "customers connected outside",
    "calls in conferences",
    "conferences fallen apart",
    "contacts moved by who leaves a conference",
    "tones sent",
    "returned by inactivity",
    "work begun",
    "work done",
    "work timed out",
    "sessions ended by the agent",
    "sessions ended from elsewhere",
    "sessions ended by inactivity",
    "sessions ended by a code's time-out",
    "sessions taken over",
    "answers received",
    "answers lost",
    "answers again, by an older id",
    "full pictures",
    "events received by pages",
    "changes of the configuration",
    "agents removed",
    "restarts from all facts",
    "restarts from a snapshot",
    "crashes before a command was durable",
    "events received across a restart",
];

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        for (what, count) in &other.0 {
            *self.0.entry(what).or_default() += count;
        }
    }

    pub(crate) fn each(&self) -> impl Iterator<Item = (&'static str, u64)> {
        WORTH_TRYING.into_iter().map(|what| (what, self.0.get(what).copied().unwrap_or_default()))
    }

    pub(crate) fn count(&mut self, what: &'static str) {
        assert!(WORTH_TRYING.contains(&what), "{what} is counted and not asked for");
        *self.0.entry(what).or_default() += 1;
    }

    pub(crate) fn note(&mut self, fact: &Fact) {
        let what = match &fact.happened {
            Happened::ContactArrived { .. } => "calls",
            Happened::Changed { change: Change::RemoveAgent(_), .. } => "agents removed",
            Happened::Changed { .. } => "changes of the configuration",
            Happened::ContactAnswered { .. } => "calls answered",
            Happened::ContactReturned { why: ContactReturn::Refused, .. } => "calls refused",
            Happened::ContactReturned { why: ContactReturn::TimedOut, .. } => "calls not answered",
            Happened::ContactReturned { why: ContactReturn::Inactive, .. } => {
                "returned by inactivity"
            }
            Happened::ContactClosed { why: ContactClose::Abandoned, .. } => "calls abandoned",
            Happened::ContactClosed { why: ContactClose::WorkDone, .. } => "work done",
            Happened::ContactClosed { why: ContactClose::WorkTimedOut, .. } => "work timed out",
            Happened::ContactHeld { .. } => "calls held",
            Happened::ContactMasked { .. } => "calls masked",
            Happened::RecordingStarted { .. } => "recordings",
            Happened::AgentMuted { .. } => "mutes",
            Happened::LegEnded { .. } => "legs lost",
            Happened::ContactDialled { to: Destination::Number(_), .. } => "numbers called",
            Happened::ContactDialled { to: Destination::Agent(_), .. } => "agents called",
            Happened::ContactDialled { to: Destination::Skill(_), .. } => "skills called",
            Happened::DialAnswered { .. } => "calls by agents answered",
            Happened::ContactTransferred { .. } => "calls transferred",
            Happened::FarEndsConnected { .. } => "customers connected outside",
            Happened::ContactJoined { .. } => "calls in conferences",
            Happened::ContactSeparated { .. } => "conferences fallen apart",
            Happened::ContactMoved { .. } => "contacts moved by who leaves a conference",
            Happened::TonesSent { .. } => "tones sent",
            Happened::AfterContactWorkBegan { .. } => "work begun",
            Happened::AgentSessionTakenOver { .. } => "sessions taken over",
            Happened::AgentSessionEnded { why, .. } => match why {
                SessionEnd::Agent => "sessions ended by the agent",
                SessionEnd::Elsewhere => "sessions ended from elsewhere",
                SessionEnd::Inactive => "sessions ended by inactivity",
                SessionEnd::UnavailableTooLong => "sessions ended by a code's time-out",
            },
            _ => return,
        };
        self.count(what);
    }
}
