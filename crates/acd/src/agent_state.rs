//! Agent states: available, unavailable and why, on a contact, working after it.

use serde::{Deserialize, Serialize};

use crate::{ContactId, Time};

/// How an agent stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgentState {
    /// Ready for contacts.
    Available {
        /// Since when, which is also since when idle.
        since: Time,
    },
    /// Not ready for contacts.
    Unavailable {
        /// Since when.
        since: Time,
        /// The code's name, or what the floor calls its reason, or nothing.
        reason: String,
        /// When the agent session ends if the agent stays so.
        until: Option<Time>,
    },
    /// A contact rings or is being served.
    InboundContact {
        /// Since when.
        since: Time,
        /// Which.
        contact: ContactId,
    },
    /// The call is over; the agent works after it.
    AfterContactWork {
        /// Since when.
        since: Time,
        /// After which contact.
        contact: ContactId,
        /// The after-contact code's name.
        reason: String,
        /// Whole seconds that it may last.
        timeout_s: Option<u32>,
    },
}

/// The state that follows a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NextState {
    /// Ready for the next contact.
    #[default]
    Available,
    /// Not ready.
    Unavailable {
        /// The code's name or nothing.
        reason: String,
        /// Whole seconds until the agent session ends.
        timeout_s: Option<u32>,
    },
}
