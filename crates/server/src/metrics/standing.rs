//! How the floor stands: contacts by state and skill, agent sessions by state.

use std::collections::BTreeMap;

use cordboard_acd::{AgentState, ContactState, Floor, Talk};
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{family::Family, gauge::Gauge},
    registry::Registry,
};

/// A floor, counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FloorStands {
    contacts: BTreeMap<(u64, &'static str), i64>,
    sessions: BTreeMap<&'static str, i64>,
}

impl FloorStands {
    pub(crate) fn count(floor: &Floor) -> Self {
        let mut stands = Self::default();
        // A skill in which nobody waits is worth knowing too.
        for skill in floor.setup().skills.keys() {
            stands.contacts.insert((skill.0, "waiting"), 0);
        }
        for contact in floor.contacts() {
            *stands.contacts.entry((contact.skill.0, word(&contact.state))).or_default() += 1;
        }
        for session in floor.sessions() {
            let word = match session.state {
                AgentState::Available { .. } => "available",
                AgentState::Unavailable { .. } => "unavailable",
                AgentState::InboundContact { .. } => "inbound_contact",
                AgentState::OutboundContact { .. } => "outbound_contact",
                AgentState::InboundConsult { .. } => "inbound_consult",
                AgentState::OutboundConsult { .. } => "outbound_consult",
                AgentState::AfterContactWork { .. } => "after_contact_work",
            };
            *stands.sessions.entry(word).or_default() += 1;
        }
        stands
    }
}

fn word(state: &ContactState) -> &'static str {
    match state {
        ContactState::Waiting => "waiting",
        ContactState::Reserved { .. } => "reserved",
        ContactState::Dialling { .. } => "dialling",
        ContactState::Ringing { .. } => "ringing",
        ContactState::Talking { talk: Talk::Open, .. } => "talking",
        ContactState::Talking { talk: Talk::Held, .. } => "held",
        ContactState::Talking { talk: Talk::Masked, .. } => "masked",
        ContactState::AfterWork { .. } => "after_contact_work",
    }
}

/// The same as Prometheus reads it.
#[derive(Debug)]
pub(super) struct Standing {
    contacts: Family<OfContact, Gauge>,
    sessions: Family<OfSession, Gauge>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfContact {
    skill: u64,
    state: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfSession {
    state: &'static str,
}

impl Standing {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let standing = Self { contacts: Family::default(), sessions: Family::default() };
        let contacts = "Contacts that are not over, by skill and state";
        registry.register("contacts", contacts, standing.contacts.clone());
        let sessions = "Agent sessions, by the agent's state";
        registry.register("agent_sessions", sessions, standing.sessions.clone());
        standing
    }

    pub(super) fn set(&self, floor: Option<&FloorStands>) {
        self.contacts.clear();
        self.sessions.clear();
        let Some(floor) = floor else { return };
        for ((skill, state), number) in &floor.contacts {
            self.contacts.get_or_create(&OfContact { skill: *skill, state }).set(*number);
        }
        for (state, number) in &floor.sessions {
            self.sessions.get_or_create(&OfSession { state }).set(*number);
        }
    }
}
