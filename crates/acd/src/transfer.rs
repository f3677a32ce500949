//! Handing calls on: the agent's two calls are connected, or a conference goes on without the
//! agent.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    AgentSession, AgentSessionId, Contact, ContactId, ContactState, Floor, Refusal, Talk, Time,
    call_end::Ending,
    contact::Offer,
    fact::{CallEnd, Happened},
    floor::Decision,
};

impl Floor {
    /// Connects the far ends of the agent's two calls, of which the agent then has neither. When
    /// the second still rings, the first hears that (a direct transfer). In a conference: leaves
    /// it.
    pub(crate) fn decide_transfer(&self, now: Time, session: &AgentSession) -> Decision {
        let live: Vec<_> = self.contacts_of(session).filter(|contact| contact.is_live()).collect();
        if !live.is_empty() && live.iter().all(|contact| contact.conference.is_some()) {
            return Ok(self.leave(now, &live));
        }
        let &[first, second] = &*live else { return Err(Refusal::NeedsTwoCalls) };
        if [first, second].iter().any(|call| call.conference.is_some()) {
            return Err(Refusal::NotInThisState);
        }
        let connected = Self::connect(first, second)?;
        let handed_on = self.handed_on(now, &live, std::slice::from_ref(&connected));
        Ok([connected].into_iter().chain(handed_on).collect())
    }

    fn connect(first: &Contact, second: &Contact) -> Result<Happened, Refusal> {
        let end = |contact: &Contact| match &contact.state {
            ContactState::Talking { .. } => Ok(true),
            ContactState::Dialling { placed: true, .. } => Ok(false),
            ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ringing { .. }
            | ContactState::AfterWork { .. } => Err(Refusal::NotInThisState),
        };
        let (first_talks, second_talks) = (end(first)?, end(second)?);
        let pair = Happened::FarEndsConnected { contact: first.id, with: second.id };
        match (first.peer, second.peer) {
            // A number that rings is no contact yet that another agent could have.
            (None, Some(to)) if first_talks => {
                Ok(Happened::ContactTransferred { contact: first.id, to })
            }
            (Some(to), None) if second_talks => {
                Ok(Happened::ContactTransferred { contact: second.id, to })
            }
            (None, None) if first_talks || second_talks => Ok(pair),
            (Some(_), Some(_)) if first_talks && second_talks => Ok(pair),
            (None | Some(_), None | Some(_)) => Err(Refusal::NotInThisState),
        }
    }

    /// Says whether all these calls are in a conference in which another agent stays.
    pub(crate) fn has_heir(&self, calls: &[&Contact]) -> bool {
        calls.iter().all(|contact| contact.conference.is_some()) && self.heir(calls).is_some()
    }

    /// Gives the agent who goes on with what another had, by the contact with that one.
    fn heir(&self, joined: &[&Contact]) -> Option<(&Contact, AgentSessionId)> {
        let heir = joined.iter().find_map(|contact| self.contacts.get(&contact.peer?))?;
        Some((heir, heir.session()?))
    }

    /// Says what happens when an agent leaves a conference: an agent who stays gets the far ends
    /// that the one who leaves had; with none, they are connected outside.
    pub(crate) fn leave(&self, now: Time, joined: &[&Contact]) -> Vec<Happened> {
        let mut facts = Vec::new();
        match self.heir(joined) {
            Some((heir, session)) => {
                let mut rest: Vec<_> =
                    joined.iter().filter(|contact| contact.peer != Some(heir.id)).collect();
                let line = rest.iter().position(|contact| contact.peer.is_none());
                let first = line.or((!rest.is_empty()).then_some(0)).map(|at| rest.remove(at));
                let own = joined.iter().find(|contact| contact.peer == Some(heir.id));
                match (first, own) {
                    (Some(first), Some(own)) if first.peer.is_some() => {
                        facts.push(Happened::FarEndsConnected { contact: own.id, with: first.id });
                    }
                    (Some(first), _) => {
                        facts.push(Happened::ContactTransferred { contact: first.id, to: heir.id });
                    }
                    (None, _) => {}
                }
                let mut to = self.next_contact();
                for contact in rest {
                    facts.push(Happened::ContactMoved { contact: contact.id, to, session });
                    to.0 += 1;
                }
            }
            None => {
                for pair in joined.windows(2) {
                    let [first, second] = pair else { continue };
                    facts.push(Happened::FarEndsConnected { contact: first.id, with: second.id });
                }
            }
        }
        let handed_on = self.handed_on(now, joined, &facts);
        facts.extend(handed_on);
        facts
    }

    /// Says what follows for the agent who hands calls on, and for who gets them: whoever goes on
    /// with a customer is no longer consulted.
    fn handed_on(&self, now: Time, calls: &[&Contact], by: &[Happened]) -> Vec<Happened> {
        let contacts: BTreeMap<_, _> =
            calls.iter().map(|contact| (contact.id, CallEnd::Transferred)).collect();
        // Who has nobody to go on with does not.
        let goes_on = |contact: &&Contact| contact.peer.filter(|_| !by.is_empty());
        let kept: BTreeSet<_> = calls.iter().filter_map(goes_on).collect();
        let mut facts = self.calls_end(now, Ending { contacts, kept, ..Ending::default() });
        facts.extend(by.iter().filter_map(|fact| {
            let Happened::ContactTransferred { to, .. } = fact else { return None };
            let session = self.sessions.get(&self.contacts.get(to)?.session()?)?;
            let turned = Happened::AgentTurnedTo { session: session.id, contact: *to };
            (session.state.on_contact() == Some(*to)).then_some(turned)
        }));
        facts
    }

    pub(crate) fn evolve_transferred(&mut self, at: Time, contact: ContactId, to: ContactId) {
        let Some(from) = self.contacts.get(&contact).cloned() else { return };
        let Some(heir) = self.contacts.get_mut(&to) else { return };
        heir.ani = from.ani;
        heir.dnis = from.dnis;
        heir.label = from.label;
        heir.origin = from.origin;
        heir.for_another = from.for_another;
        heir.master = from.master;
        heir.parent = Some(from.id);
        heir.custom_data = from.custom_data.or(heir.custom_data.take());
        let left = heir.peer.take();
        if let Some(left) = left.and_then(|left| self.contacts.get_mut(&left)) {
            left.peer = None;
        }
        self.tell_call(at, to);
    }

    pub(crate) fn evolve_connected(&mut self, contact: ContactId, with: ContactId) {
        let mut far_end = |of| self.contacts.get_mut(&of).and_then(|of| of.peer.take());
        let (first, second) = (far_end(contact), far_end(with));
        for (one, other) in [(first, second), (second, first)] {
            if let Some(one) = one.and_then(|one| self.contacts.get_mut(&one)) {
                one.peer = other;
            }
        }
    }

    pub(crate) fn evolve_moved(
        &mut self,
        at: Time,
        contact: ContactId,
        to: ContactId,
        session: AgentSessionId,
    ) {
        let Some(from) = self.contacts.get_mut(&contact) else { return };
        let peer = from.peer.take();
        let offer = Offer { session, refusal_timeout_s: 0, pop: None };
        let state = ContactState::Talking { offer, since: at, talk: Talk::Open, recording: false };
        let moved = Contact {
            id: to,
            parent: Some(from.id),
            peer,
            disposition: None,
            state,
            ..from.clone()
        };
        if let Some(peer) = peer.and_then(|peer| self.contacts.get_mut(&peer)) {
            peer.peer = Some(to);
        }
        self.evolve_arrived(moved);
        if let Some(session) = self.sessions.get_mut(&session) {
            session.contacts.push(to);
        }
        self.tell_call(at, to);
        self.tell_indicators(at, to);
    }
}
