//! What must be true after every step.

use std::collections::{BTreeMap, BTreeSet};

use cordboard_acd::{
    AgentLeg, AgentSessionId, AgentState, Contact, ContactId, ContactState, Fact, Floor, LegId,
    Origin, SessionKey, Talk, Time, fact::Happened,
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
            Happened::ContactArrived { contact, .. }
            | Happened::ContactDialled { contact, .. }
            | Happened::ConsultArrived { contact, .. }
            | Happened::ContactMoved { to: contact, .. } => {
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
    calls_between_agents_have_two_sides(floor);
    conferences_have_three(floor);
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
        let contacts: Vec<_> =
            session.contacts.iter().map(|contact| floor.contact(*contact).unwrap()).collect();
        calls_fit(&contacts);
        match &session.state {
            AgentState::Available { .. } => {
                assert!(session.contacts.is_empty());
                assert!(session.reserved.is_none() || !leg_is_up(session.leg));
            }
            AgentState::Unavailable { .. } => {
                assert!(session.contacts.is_empty());
                // Another agent may call one who is Unavailable.
                let reserved = session.reserved.and_then(|contact| floor.contact(contact));
                assert!(reserved.is_none_or(
                    |contact| contact.origin != Origin::Inbound || contact.parent.is_some()
                ));
            }
            AgentState::InboundContact { contact, .. }
            | AgentState::OutboundContact { contact, .. }
            | AgentState::InboundConsult { contact, .. }
            | AgentState::OutboundConsult { contact, .. } => {
                let contact = contacts.iter().find(|it| it.id == *contact).unwrap();
                assert!(contact.is_live(), "an agent is on a contact that is over");
                let dials = matches!(contact.state, ContactState::Dialling { placed: false, .. });
                assert!(dials || leg_is_up(session.leg), "a call without a leg");
                let of_origin = match contact.origin {
                    Origin::Inbound => matches!(session.state, AgentState::InboundContact { .. }),
                    Origin::Outbound => matches!(session.state, AgentState::OutboundContact { .. }),
                    Origin::Consulted => matches!(session.state, AgentState::InboundConsult { .. }),
                    Origin::Consulting => {
                        matches!(session.state, AgentState::OutboundConsult { .. })
                    }
                };
                assert!(of_origin, "{:?} on {:?}", session.state, contact.origin);
            }
            AgentState::AfterContactWork { contact, .. } => {
                let contact = contacts.iter().find(|it| it.id == *contact).unwrap();
                assert!(matches!(contact.state, ContactState::AfterWork { .. }));
                assert!(!contacts.iter().any(|it| it.is_live()), "work beside a call");
            }
        }
        if session.leg.is_muted() {
            assert!(contacts.iter().any(|it| it.is_talking()), "muted without a call");
        }
        assert_eq!(floor.session_of(session.agent).map(|own| own.id), Some(session.id));
    }
}

/// One call is heard at a time, one at most rings or is dialled, and a conference counts as one.
fn calls_fit(contacts: &[&Contact]) {
    let own = || contacts.iter().filter(|contact| contact.conference.is_none());
    let rings = |contact: &&&Contact| {
        matches!(contact.state, ContactState::Ringing { .. } | ContactState::Dialling { .. })
    };
    assert!(own().filter(rings).count() <= 1, "two calls ring at one agent");
    let is_heard = |contact: &&&Contact| {
        matches!(contact.state, ContactState::Talking { talk: Talk::Open | Talk::Masked, .. })
    };
    assert!(own().filter(is_heard).count() <= 1, "an agent hears two calls");
    let joined = contacts.iter().filter(|contact| contact.conference.is_some());
    for contact in joined.clone() {
        assert!(contact.is_talking(), "who is in a conference talks");
        assert!(joined.clone().all(|other| other.conference == contact.conference));
    }
    let live = own().filter(|contact| contact.is_live()).count();
    assert!(live + usize::from(joined.count() > 0) <= 2, "three calls at one agent");
}

fn calls_between_agents_have_two_sides(floor: &Floor) {
    for contact in floor.contacts() {
        let Some(peer) = contact.peer else {
            assert!(contact.origin != Origin::Consulted, "consulted by nobody: {contact:?}");
            continue;
        };
        let peer = floor.contact(peer).expect("the other side of a call is over");
        assert_eq!(peer.peer, Some(contact.id));
        assert!(contact.is_live() && peer.is_live(), "one side of a call is over");
        assert_ne!(contact.session(), peer.session(), "an agent who calls himself");
        let dials = |it: &Contact| matches!(it.state, ContactState::Dialling { .. });
        assert!(contact.is_talking() == peer.is_talking() || dials(contact) || dials(peer));
        assert!(!(dials(contact) && peer.is_talking()), "an answered call is still dialled");
    }
}

fn conferences_have_three(floor: &Floor) {
    let mut people: BTreeMap<_, (BTreeSet<_>, usize)> = BTreeMap::new();
    for contact in floor.contacts() {
        let Some(conference) = contact.conference else { continue };
        let (agents, lines) = people.entry(conference).or_default();
        agents.insert(contact.session());
        *lines += usize::from(contact.peer.is_none());
        let peer = contact.peer.and_then(|peer| floor.contact(peer));
        assert!(peer.is_none_or(|peer| peer.conference == Some(conference)));
    }
    for (agents, lines) in people.values() {
        assert!(agents.len() + lines > 2, "a conference of two");
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
