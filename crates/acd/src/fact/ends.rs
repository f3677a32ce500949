//! Why agent sessions, legs, offers, calls and contacts ended.

use serde::{Deserialize, Serialize};

/// Says why an agent session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionEnd {
    /// The agent ended it.
    Agent,
    /// It was ended from elsewhere, or the agent was removed.
    Elsewhere,
    /// No poll was parked for too long (E7).
    Inactive,
    /// The agent was Unavailable for longer than the code allows.
    UnavailableTooLong,
}

/// Says why an agent leg is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LegEnd {
    /// The agent's phone could not be reached.
    Failed,
    /// The agent's phone did not answer in time.
    NoAnswer,
    /// The agent's phone was hung up, or its line broke.
    HungUp,
    /// The agent ended it from the desktop.
    ByAgent,
    /// The agent session ended.
    SessionEnded,
}

/// Says why a contact went back to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactReturn {
    /// The agent refused it.
    Refused,
    /// The agent did not answer in time.
    TimedOut,
    /// The agent leg could not be had, or was lost.
    LegLost,
    /// Nobody polled for the agent (E7).
    Inactive,
    /// The agent became Unavailable before the leg was up.
    AgentUnavailable,
    /// The agent session ended.
    SessionEnded,
}

/// Says who ended a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CallEnd {
    /// The agent hung up.
    Agent,
    /// The customer hung up.
    Customer,
    /// The agent's phone was hung up, or its line broke.
    LegLost,
    /// The other agent hung up, or had to.
    OtherAgent,
    /// The agent handed it on, or left the conference.
    Transferred,
    /// Whom the agent called is on another call, or refused.
    Busy,
    /// Whom the agent called did not answer.
    Unanswered,
}

/// Says why a contact is over for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactClose {
    /// The customer hung up before an agent had answered.
    Abandoned,
    /// The call ended, and no after-contact work follows.
    CallEnded(CallEnd),
    /// The after-contact work is done.
    WorkDone,
    /// The after-contact work has taken as long as it may.
    WorkTimedOut,
    /// The agent session ended.
    SessionEnded,
}
