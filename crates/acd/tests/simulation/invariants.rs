//! What must be true after every step.

use std::collections::{BTreeMap, BTreeSet};

use cordboard_acd::{
    AgentLeg, AgentSessionId, AgentState, ContactId, ContactState, Fact, Floor, LegId, SessionKey,
    Time, fact::Happened,
};

/// Every contact that came and every session id that was given, by the facts alone.
#[derive(Default)]
pub(crate) struct Life {
    pub(crate) seen: BTreeSet<ContactId>,
    over: BTreeSet<ContactId>,
    keys: BTreeMap<SessionKey, Key>,
}

struct Key {
    session: AgentSessionId,
    /// Its session ended, or another took over, or the page is gone.
    ended_at: Option<Time>,
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
            Happened::AgentSessionStarted { session, key, .. }
            | Happened::AgentSessionJoined { session, key }
            | Happened::PageTokenIssued { session, token: key, .. } => self.give_key(session, key),
            Happened::AgentSessionTakenOver { session, key } => {
                self.end_keys(session, fact.at);
                self.give_key(session, key);
            }
            Happened::PageTokenRevoked { token, .. } => {
                if let Some(key) = self.keys.get_mut(&token) {
                    key.ended_at.get_or_insert(fact.at);
                }
            }
            Happened::AgentSessionEnded { session, .. } => self.end_keys(session, fact.at),
            _ => {}
        }
    }

    fn give_key(&mut self, session: AgentSessionId, key: SessionKey) {
        let before = self.keys.insert(key, Key { session, ended_at: None });
        assert!(before.is_none(), "a key was given twice");
    }

    fn end_keys(&mut self, session: AgentSessionId, at: Time) {
        for key in self.keys.values_mut().filter(|key| key.session == session) {
            key.ended_at.get_or_insert(at);
        }
    }

    /// A client was told that its id has ended (409), or that there is none (404).
    pub(crate) fn key_has_ended(&self, key: &SessionKey, is_known: bool, now: Time) {
        let ended_at = self.keys.get(key).and_then(|key| key.ended_at);
        let ended_at = ended_at.expect("an id of a living agent session is good (E2)");
        assert!(
            is_known || now.ms_since(ended_at) > HOUR_MS,
            "an id that ended lately was told to be unknown (E5)"
        );
    }
}

const HOUR_MS: u64 = 3_600_000;

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

/// Says which contacts an agent session ought to have, by the contacts themselves.
fn holders(floor: &Floor) -> BTreeMap<ContactId, AgentSessionId> {
    floor
        .contacts()
        .filter_map(|contact| contact.session().map(|session| (contact.id, session)))
        .collect()
}

/// Legs are of one agent session each.
fn legs(floor: &Floor) {
    let legs: Vec<_> = floor.sessions().filter_map(|session| session.leg.id()).collect();
    let set: BTreeSet<LegId> = legs.iter().copied().collect();
    assert_eq!(set.len(), legs.len(), "a leg of two agents");
}

fn leg_is_up(leg: AgentLeg) -> bool {
    matches!(leg, AgentLeg::Active { .. })
}

fn is_reserved(state: &ContactState) -> bool {
    matches!(state, ContactState::Reserved { .. })
}
