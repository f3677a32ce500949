//! What get-next-event is answered.

use crate::{Event, EventNumber};

/// Answers one poll.
///
/// # Source
/// `docs/agent-api.md` E1 to E6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Poll {
    /// Events, or the full picture when the number is older than what is kept (E3).
    Events {
        /// Never empty.
        events: Vec<Event>,
        /// The number that says these have arrived: it makes the next session id.
        next: EventNumber,
    },
    /// Nothing yet: park the poll, and ask again when [`Floor::take_told`](crate::Floor::take_told)
    /// names the agent session.
    Nothing,
    /// The last answer has been given (409).
    Gone,
    /// No such session id, or another agent's (404).
    Unknown,
}
