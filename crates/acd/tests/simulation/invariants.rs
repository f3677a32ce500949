//! What must be true after every step.

use std::collections::{BTreeMap, BTreeSet};

use cordboard_acd::{AgentState, ContactId, ContactState, Fact, Floor, fact::Happened};

use crate::day::{holders, is_reserved, leg_is_up, legs};

/// Every contact that came, by the facts alone.
#[derive(Default)]
pub(crate) struct Life {
    pub(crate) seen: BTreeSet<ContactId>,
    over: BTreeSet<ContactId>,
}

impl Life {
    pub(crate) fn note(&mut self, fact: &Fact) {
        match fact.happened {
            Happened::ContactArrived { contact, .. } => {
                assert!(self.seen.insert(contact), "a contact's id was given twice");
            }
            Happened::ContactClosed { contact, .. } => {
                assert!(self.over.insert(contact), "a contact was closed twice");
            }
            _ => {}
        }
    }
}

pub(crate) fn check(floor: &Floor, life: &Life) {
    no_contact_is_forgotten(floor, life);
    no_contact_is_with_two(floor);
    every_state_is_legal(floor);
    nobody_idles_beside_a_waiting_contact(floor);
}

/// What came and is not over is on the floor, and nothing else is.
pub(crate) fn no_contact_is_forgotten(floor: &Floor, life: &Life) {
    let known = floor.contacts().map(|contact| contact.id);
    assert!(known.eq(life.seen.difference(&life.over).copied()), "a contact was forgotten");
}

fn no_contact_is_with_two(floor: &Floor) {
    let mut with = BTreeMap::new();
    for session in floor.sessions() {
        for contact in session.contacts.iter().chain(&session.reserved) {
            let other = with.insert(*contact, session.id);
            assert_eq!(other, None, "a contact is with two agents, or twice with one");
        }
    }
    assert_eq!(with, holders(floor), "agents and contacts disagree about who is with whom");
    for contact in floor.contacts().filter(|contact| is_reserved(&contact.state)) {
        let session = contact.session().and_then(|session| floor.session(session)).unwrap();
        assert_eq!(session.reserved, Some(contact.id));
    }
}

fn every_state_is_legal(floor: &Floor) {
    legs(floor);
    for session in floor.sessions() {
        let state_of = |contact| floor.contact(contact).map(|contact| &contact.state);
        assert!(session.contacts.len() <= 1, "one call at a time");
        match &session.state {
            AgentState::Available { .. } => {
                assert!(session.contacts.is_empty());
                assert!(session.reserved.is_none() || !leg_is_up(session.leg));
            }
            AgentState::Unavailable { .. } => {
                assert!(session.contacts.is_empty() && session.reserved.is_none());
            }
            AgentState::InboundContact { contact, .. } => {
                assert_eq!(session.contacts, [*contact]);
                assert!(leg_is_up(session.leg), "a call without a leg");
                assert!(matches!(
                    state_of(*contact),
                    Some(ContactState::Ringing { .. } | ContactState::Talking { .. })
                ));
            }
            AgentState::AfterContactWork { contact, .. } => {
                assert_eq!(session.contacts, [*contact]);
                assert!(matches!(state_of(*contact), Some(ContactState::AfterWork { .. })));
            }
        }
        if session.leg.is_muted() {
            let talks = session
                .contacts
                .iter()
                .any(|contact| matches!(state_of(*contact), Some(ContactState::Talking { .. })));
            assert!(talks, "muted without a call");
        }
        assert_eq!(floor.session_of(session.agent).map(|own| own.id), Some(session.id));
    }
}

/// Routing has looked at everything: no contact waits that an idle agent could take.
fn nobody_idles_beside_a_waiting_contact(floor: &Floor) {
    let waiting: BTreeSet<_> = floor
        .contacts()
        .filter(|contact| contact.state == ContactState::Waiting)
        .map(|contact| contact.skill)
        .collect();
    for session in floor.sessions() {
        let idle = matches!(session.state, AgentState::Available { .. });
        if idle && session.reserved.is_none() {
            let agent = floor.agent(session.agent).unwrap();
            assert!(!agent.skills.iter().any(|assigned| waiting.contains(&assigned.skill)));
        }
    }
}
