//! Agent sessions: an agent's time logged in to the ACD.

use crate::{
    AgentId, AgentSessionId, AgentState, ContactId, LegId, NextState, Time, setup::Station,
};

/// Holds one agent session that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentSession {
    /// The platform's number of it.
    pub id: AgentSessionId,
    /// Whose.
    pub agent: AgentId,
    /// Where the agent's phone is.
    pub station: Station,
    /// When it started.
    pub started_at: Time,
    /// Whole seconds without a parked poll until E7.
    pub inactivity_timeout_s: u32,
    /// Whether E7 ends it.
    pub inactivity_force_logout: bool,
    /// The agent's state.
    pub state: AgentState,
    /// The state that follows the contact.
    pub next: NextState,
    /// The after-contact code that the agent chose while on the contact.
    pub after_contact_code: Option<AfterContactCode>,
    /// The agent's own phone connection.
    pub leg: AgentLeg,
    /// The contacts that the agent knows of, in the order of their appearance.
    pub contacts: Vec<ContactId>,
    /// The contact that waits for the agent leg.
    pub reserved: Option<ContactId>,
}

/// Holds an after-contact code as it was when the agent chose it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterContactCode {
    /// Its name.
    pub reason: String,
    /// Whole seconds that the work may last.
    pub timeout_s: Option<u32>,
}

/// How the agent's own phone connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentLeg {
    /// There is none.
    Down,
    /// It is being dialled.
    Dialing {
        /// Which.
        leg: LegId,
        /// When the floor gives up.
        until: Time,
    },
    /// It is up.
    Active {
        /// Which.
        leg: LegId,
        /// Whether the agent is muted.
        muted: bool,
    },
}
