//! Conferences: more than two who talk with each other.

use std::collections::BTreeSet;

use crate::{
    AgentSession, ConferenceNo, Contact, ContactId, ContactState, Event, Floor, Refusal, Talk,
    Time, call_end::Ending, fact::Happened, floor::Decision,
};

impl Floor {
    /// Joins the agent's two calls, or a call to the conference that the agent is in.
    pub(crate) fn decide_conference(&self, session: &AgentSession) -> Decision {
        let live: Vec<_> = self.contacts_of(session).filter(|contact| contact.is_live()).collect();
        if live.len() < 2 {
            return Err(Refusal::NeedsTwoCalls);
        }
        let new: Vec<&Contact> =
            live.iter().copied().filter(|contact| contact.conference.is_none()).collect();
        if new.is_empty() || !live.iter().all(|contact| contact.is_talking()) {
            return Err(Refusal::NotInThisState);
        }
        let known = live.iter().find_map(|contact| contact.conference);
        let first = live.first().map_or(0, |contact| contact.id.0);
        let conference = known.unwrap_or(ConferenceNo(first));
        let mut joins = Vec::new();
        for contact in new {
            let other_side = contact.peer.and_then(|peer| self.contacts.get(&peer));
            if other_side.is_some_and(|other| !self.may_join(other)) {
                return Err(Refusal::NotInThisState);
            }
            joins.extend([Some(contact), other_side].into_iter().flatten());
        }
        let before = live.iter().filter(|contact| contact.conference.is_some());
        let mut members = self.members(before.copied());
        members.extend(joins.iter().map(|contact| contact.id));
        if self.people(&members) > self.setup().business_unit.max_conference_parties as usize {
            return Err(Refusal::ConferenceFull);
        }
        let mut facts = Vec::new();
        for contact in joins {
            let contact = match contact.state {
                ContactState::Talking { talk: Talk::Masked, .. } => {
                    facts.push(Happened::ContactUnmasked { contact: contact.id });
                    contact.id
                }
                ContactState::Talking { .. }
                | ContactState::Waiting
                | ContactState::Reserved { .. }
                | ContactState::Dialling { .. }
                | ContactState::Ringing { .. }
                | ContactState::AfterWork { .. } => contact.id,
            };
            facts.push(Happened::ContactJoined { contact, conference });
        }
        Ok(facts)
    }

    /// An agent is in one conference at a time.
    fn may_join(&self, contact: &Contact) -> bool {
        let session = contact.session().and_then(|session| self.sessions.get(&session));
        let mut others = session.into_iter().flat_map(|session| self.contacts_of(session));
        contact.is_talking() && !others.any(|other| other.conference.is_some())
    }

    /// Says which contacts are in no conference any more when others end: of two people there is
    /// none. It may fall apart into several, where the call between two of its agents ends.
    pub(crate) fn conference_shrinks(&self, ending: &Ending) -> Vec<Happened> {
        let ends = |contact: &ContactId| {
            ending.contacts.contains_key(contact) || ending.gone.contains(contact)
        };
        let left = ending.contacts.keys().chain(&ending.gone);
        let left = left.filter_map(|contact| self.contacts.get(contact));
        let mut rest = self.members(left.filter(|contact| contact.conference.is_some()));
        rest.retain(|contact| !ends(contact));
        // Far ends whose agent leaves go on with an agent who stays.
        let moved = ending.contacts.keys().filter_map(|contact| self.contacts.get(contact));
        let moved = moved.filter(|contact| contact.conference.is_some() && contact.peer.is_none());
        let moved = moved.count();
        let mut facts = Vec::new();
        while let Some(first) = rest.first().copied() {
            let mut part = self.linked(BTreeSet::from([first]), &rest);
            let gets_moved = !part.is_disjoint(&ending.kept);
            if gets_moved {
                part.extend(ending.kept.intersection(&rest));
                part = self.linked(part, &rest);
            }
            rest.retain(|contact| !part.contains(contact));
            if self.people(&part) + if gets_moved { moved } else { 0 } < 3 {
                facts.extend(part.into_iter().flat_map(|contact| self.separates(contact, ending)));
            }
        }
        facts
    }

    /// Gives what of `all` hangs together with some: by an agent, or by a call between two.
    fn linked(&self, some: BTreeSet<ContactId>, all: &BTreeSet<ContactId>) -> BTreeSet<ContactId> {
        let mut linked = BTreeSet::new();
        let mut found: Vec<ContactId> = some.into_iter().collect();
        while let Some(contact) = found.pop() {
            if !all.contains(&contact) || !linked.insert(contact) {
                continue;
            }
            let Some(contact) = self.contacts.get(&contact) else { continue };
            let session = contact.session().and_then(|session| self.sessions.get(&session));
            found.extend(session.into_iter().flat_map(|session| &session.contacts));
            found.extend(contact.peer);
        }
        linked
    }

    /// Says what becomes of a call that was joined: an agent who turned to another call from the
    /// conference finds this one on hold.
    fn separates(&self, contact: ContactId, ending: &Ending) -> Vec<Happened> {
        let mut facts = vec![Happened::ContactSeparated { contact }];
        let Some(found) = self.contacts.get(&contact) else { return facts };
        let session = found.session().and_then(|session| self.sessions.get(&session));
        let turned = session.into_iter().flat_map(|session| self.contacts_of(session)).any(|it| {
            let ends = ending.contacts.contains_key(&it.id) || ending.gone.contains(&it.id);
            it.conference.is_none() && it.is_live() && !is_held(it) && !ends
        });
        if turned {
            if let ContactState::Talking { talk: Talk::Masked, .. } = found.state {
                facts.push(Happened::ContactUnmasked { contact });
            }
            facts.push(Happened::ContactHeld { contact });
        }
        facts
    }

    /// Gives the contacts of a conference: those of each agent in it, and the other sides of
    /// those.
    fn members<'a>(&'a self, some: impl Iterator<Item = &'a Contact>) -> BTreeSet<ContactId> {
        let mut members = BTreeSet::new();
        let mut found: Vec<&Contact> = some.collect();
        while let Some(contact) = found.pop() {
            if contact.conference.is_none() || !members.insert(contact.id) {
                continue;
            }
            let session = contact.session().and_then(|session| self.sessions.get(&session));
            let of_agent = session.into_iter().flat_map(|session| self.contacts_of(session));
            let other_side = contact.peer.and_then(|peer| self.contacts.get(&peer));
            let all = of_agent.chain(other_side);
            found.extend(all.filter(|other| other.conference == contact.conference));
        }
        members
    }

    /// Counts who talks: agents, and who is on a line of their own.
    fn people(&self, members: &BTreeSet<ContactId>) -> usize {
        let members = || members.iter().filter_map(|contact| self.contacts.get(contact));
        let agents: BTreeSet<_> = members().filter_map(Contact::session).collect();
        agents.len() + members().filter(|contact| contact.peer.is_none()).count()
    }

    pub(crate) fn evolve_joined_conference(
        &mut self,
        at: Time,
        contact: ContactId,
        conference: ConferenceNo,
    ) {
        let session = self.contacts.get(&contact).and_then(Contact::session);
        let others = session.and_then(|session| self.sessions.get(&session));
        let is_first = others.is_some_and(|session| {
            !self.contacts_of(session).any(|other| other.conference == Some(conference))
        });
        self.stand_in_conference(at, contact, Some(conference));
        if let (Some(session), true) = (session, is_first) {
            self.tell(session, at, Event::Conference { conference });
        }
        self.tell_call(at, contact);
    }

    pub(crate) fn evolve_separated(&mut self, at: Time, contact: ContactId) {
        self.stand_in_conference(at, contact, None);
        self.tell_call(at, contact);
    }

    fn stand_in_conference(
        &mut self,
        at: Time,
        contact: ContactId,
        conference: Option<ConferenceNo>,
    ) {
        if let Some(contact) = self.contacts.get_mut(&contact) {
            contact.conference = conference;
        }
        self.change(contact, |state| match state {
            ContactState::Talking { offer, talk: Talk::Open | Talk::Held, recording, .. } => {
                ContactState::Talking { offer, since: at, talk: Talk::Open, recording }
            }
            other @ (ContactState::Talking { .. }
            | ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ringing { .. }
            | ContactState::AfterWork { .. }) => other,
        });
    }
}

fn is_held(contact: &Contact) -> bool {
    matches!(contact.state, ContactState::Talking { talk: Talk::Held, .. })
}
