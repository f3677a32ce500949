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
            if other_side.is_some_and(|other| other.conference.is_some() || !other.is_talking()) {
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

    /// Says which contacts are in no conference any more when others end: with two people left
    /// there is none.
    pub(crate) fn conference_shrinks(&self, ending: &Ending) -> Vec<Happened> {
        let ends = ending.contacts.keys().chain(&ending.gone);
        let left = ends.filter_map(|contact| self.contacts.get(contact));
        let mut members = self.members(left.filter(|contact| contact.conference.is_some()));
        if members.is_empty() {
            return Vec::new();
        }
        members.retain(|contact| {
            !ending.contacts.contains_key(contact) && !ending.gone.contains(contact)
        });
        // Far ends whose agent leaves go on with an agent who stays.
        let moved = ending.contacts.keys().filter_map(|contact| self.contacts.get(contact));
        let moved = moved.filter(|contact| {
            !ending.kept.is_empty() && contact.conference.is_some() && contact.peer.is_none()
        });
        if self.people(&members) + moved.count() > 2 {
            return Vec::new();
        }
        members.into_iter().map(|contact| Happened::ContactSeparated { contact }).collect()
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
            found.extend(session.into_iter().flat_map(|session| self.contacts_of(session)));
            found.extend(contact.peer.and_then(|peer| self.contacts.get(&peer)));
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
