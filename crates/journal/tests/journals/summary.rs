//! What a floor looks like, in words that outlive its forms.

use std::collections::BTreeMap;

use cordboard_acd::{AgentLeg, AgentState, ContactState, Fact, Floor, Talk};
use serde_json::{Value, json};

use crate::story::kind_of;

/// Says what facts make.
pub(crate) fn summary(facts: &[Fact]) -> Value {
    let mut floor = Floor::new();
    let mut kinds = BTreeMap::<&str, u32>::new();
    for fact in facts {
        floor.evolve(fact);
        *kinds.entry(kind_of(&fact.happened)).or_default() += 1;
    }
    json!({
        "facts": kinds,
        "now": floor.now(),
        "setup": floor.setup().as_ref(),
        "setupVersion": floor.setup_version(),
        "sessions": floor.sessions().map(|session| json!({
            "session": session.id,
            "agent": session.agent,
            "state": state(&session.state),
            "leg": leg(&session.leg),
            "contacts": session.contacts,
        })).collect::<Vec<_>>(),
        "contacts": floor.contacts().map(|contact| json!({
            "contact": contact.id,
            "skill": contact.skill,
            "ani": contact.ani,
            "arrivedAt": contact.arrived_at,
            "session": contact.session(),
            "state": contact_state(&contact.state),
        })).collect::<Vec<_>>(),
        "waiting": floor.setup().skills.keys().map(|skill| floor.waiting(*skill).0)
            .collect::<Vec<_>>(),
    })
}

/// Says where something that was expected is not so. What has come since is not looked at.
pub(crate) fn missing(expected: &Value, found: &Value, at: &str) -> Vec<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => expected
            .iter()
            .flat_map(|(key, value)| {
                let at = format!("{at}/{key}");
                missing(value, found.get(key).unwrap_or(&Value::Null), &at)
            })
            .collect(),
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            let pairs = expected.iter().zip(found).enumerate();
            pairs.flat_map(|(n, (a, b))| missing(a, b, &format!("{at}/{n}"))).collect()
        }
        (expected, found) if expected == found => Vec::new(),
        (expected, found) => vec![format!("{at}: {found} where {expected} was")],
    }
}

fn state(state: &AgentState) -> &'static str {
    match state {
        AgentState::Available { .. } => "available",
        AgentState::Unavailable { .. } => "unavailable",
        AgentState::InboundContact { .. } => "inbound contact",
        AgentState::OutboundContact { .. } => "outbound contact",
        AgentState::InboundConsult { .. } => "inbound consult",
        AgentState::OutboundConsult { .. } => "outbound consult",
        AgentState::AfterContactWork { .. } => "after-contact work",
    }
}

fn leg(leg: &AgentLeg) -> &'static str {
    match leg {
        AgentLeg::Down => "down",
        AgentLeg::Dialing { .. } => "dialing",
        AgentLeg::Active { muted: false, .. } => "active",
        AgentLeg::Active { muted: true, .. } => "muted",
    }
}

fn contact_state(state: &ContactState) -> &'static str {
    match state {
        ContactState::Waiting => "waiting",
        ContactState::Reserved { .. } => "reserved",
        ContactState::Dialling { .. } => "dialling",
        ContactState::Ringing { .. } => "ringing",
        ContactState::Talking { talk: Talk::Open, .. } => "talking",
        ContactState::Talking { talk: Talk::Held, .. } => "held",
        ContactState::Talking { talk: Talk::Masked, .. } => "masked",
        ContactState::AfterWork { .. } => "after-contact work",
    }
}
