//! The end of calls: who else's end it is, and what the agents do then.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    AgentSession, AgentSessionId, AgentState, Contact, ContactId, ContactState, Floor, NextState,
    Time,
    agent_session::AfterContactCode,
    contact::REFUSED,
    fact::{CallEnd, ContactClose, ContactReturn, Happened},
};

/// Says which calls end at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ending {
    /// Each with who ended it.
    pub(crate) contacts: BTreeMap<ContactId, CallEnd>,
    /// Contacts that other facts end at the same time.
    pub(crate) gone: BTreeSet<ContactId>,
    /// The other sides that go on, with a far end that they have got by another fact.
    pub(crate) kept: BTreeSet<ContactId>,
}

impl Ending {
    fn has(&self, contact: ContactId) -> bool {
        self.contacts.contains_key(&contact) || self.gone.contains(&contact)
    }
}

impl Floor {
    /// Says what happens when one call is over.
    pub(crate) fn call_ends(&self, now: Time, contact: &Contact, by: CallEnd) -> Vec<Happened> {
        let contacts = BTreeMap::from([(contact.id, by)]);
        self.calls_end(now, Ending { contacts, ..Ending::default() })
    }

    /// Says what happens when calls are over: the other agents' side of them ends too, a
    /// conference of which two are left is none, mute ends with an agent's last call. Each agent
    /// turns to another call if there is one; otherwise after-contact work or the next state
    /// follows.
    pub(crate) fn calls_end(&self, now: Time, mut ending: Ending) -> Vec<Happened> {
        self.add_other_sides(&mut ending);
        let ends =
            || ending.contacts.iter().filter_map(|(id, by)| Some((self.contacts.get(id)?, *by)));
        let sessions: BTreeSet<AgentSessionId> =
            ends().filter_map(|(contact, _)| contact.session()).collect();
        let sessions = || sessions.iter().filter_map(|session| self.sessions.get(session));
        let mut facts: Vec<_> =
            sessions().filter_map(|session| self.mute_ends(session, &ending)).collect();
        facts.extend(self.conference_shrinks(&ending));

        // The calls that leave no work come first: work begins once there is no other call.
        let mut works = Vec::new();
        let mut at_work = BTreeSet::new();
        for (contact, by) in ends() {
            let why = match &contact.state {
                ContactState::Waiting
                | ContactState::Reserved { .. }
                | ContactState::Ringing { .. } => ContactClose::Abandoned,
                ContactState::Dialling { offer, .. } | ContactState::Talking { offer, .. } => {
                    let session = self.sessions.get(&offer.session);
                    let work = session.and_then(|session| self.work_after(session, contact.id));
                    if let Some(AfterContactCode { reason, timeout_s }) = work {
                        at_work.insert(offer.session);
                        let contact = contact.id;
                        works.push(Happened::AfterContactWorkBegan {
                            contact,
                            by,
                            reason,
                            timeout_s,
                        });
                        continue;
                    }
                    ContactClose::CallEnded(by)
                }
                ContactState::AfterWork { .. } => continue,
            };
            facts.push(Happened::ContactClosed { contact: contact.id, why });
        }
        facts.extend(works);
        for session in sessions() {
            facts.extend(self.goes_on(now, session, &ending, at_work.contains(&session.id)));
        }
        facts
    }

    fn add_other_sides(&self, ending: &mut Ending) {
        let other_sides: Vec<_> = ending
            .contacts
            .keys()
            .chain(&ending.gone)
            .filter_map(|contact| self.contacts.get(contact)?.peer)
            .filter(|peer| !ending.has(*peer) && !ending.kept.contains(peer))
            .filter(|peer| self.contacts.get(peer).is_some_and(Contact::is_live))
            .collect();
        for peer in other_sides {
            ending.contacts.insert(peer, CallEnd::OtherAgent);
        }
    }

    fn mute_ends(&self, session: &AgentSession, ending: &Ending) -> Option<Happened> {
        let talks_on = self
            .contacts_of(session)
            .any(|contact| contact.is_talking() && !ending.has(contact.id));
        (session.leg.is_muted() && !talks_on)
            .then_some(Happened::AgentUnmuted { session: session.id })
    }

    /// Says what an agent does of whose contacts some end.
    fn goes_on(
        &self,
        now: Time,
        session: &AgentSession,
        ending: &Ending,
        works: bool,
    ) -> Vec<Happened> {
        let current = match &session.state {
            // A contact that was only reserved is nothing to the agent.
            AgentState::Available { .. } | AgentState::Unavailable { .. } => return Vec::new(),
            AgentState::AfterContactWork { contact, .. } if !ending.has(*contact) => {
                return Vec::new();
            }
            AgentState::AfterContactWork { contact, .. }
            | AgentState::InboundContact { contact, .. }
            | AgentState::OutboundContact { contact, .. }
            | AgentState::InboundConsult { contact, .. }
            | AgentState::OutboundConsult { contact, .. } => *contact,
        };
        let live = self.contacts_of(session).filter(|it| it.is_live() && !ending.has(it.id)).last();
        match live {
            Some(_) if !ending.has(current) => Vec::new(),
            Some(other) => {
                vec![Happened::AgentTurnedTo { session: session.id, contact: other.id }]
            }
            None if works => Vec::new(),
            None => self.work_or_next(now, session, &session.next, |it| !ending.has(it)),
        }
    }

    /// Says what follows when no call is left: the work after an earlier one that `waits`, or the
    /// next state. An earlier one after which there is no work any more, because it was chosen and
    /// the choice is gone or because the skill has changed, is over.
    pub(crate) fn work_or_next(
        &self,
        now: Time,
        session: &AgentSession,
        next: &NextState,
        waits: impl Fn(ContactId) -> bool,
    ) -> Vec<Happened> {
        let mut facts = Vec::new();
        for earlier in self.contacts_of(session).filter(|it| !it.is_live() && waits(it.id)) {
            let (session_id, contact) = (session.id, earlier.id);
            let Some(work) = self.work_after(session, contact) else {
                facts.push(Happened::ContactClosed { contact, why: ContactClose::WorkDone });
                continue;
            };
            let AfterContactCode { reason, timeout_s } = work;
            facts.push(Happened::WorkGoesOn { session: session_id, contact, reason, timeout_s });
            return facts;
        }
        facts.push(next.becomes(now, session.id));
        facts
    }

    /// Gives the contacts that an agent knows of, in the order of their appearance.
    pub(crate) fn contacts_of(&self, session: &AgentSession) -> impl Iterator<Item = &Contact> {
        session.contacts.iter().filter_map(|contact| self.contacts.get(contact))
    }

    /// Says what happens when an agent does not take a contact: it goes back to its place, the
    /// agent is Unavailable.
    pub(crate) fn refused(
        &self,
        now: Time,
        contact: &Contact,
        session: AgentSessionId,
        why: ContactReturn,
    ) -> Vec<Happened> {
        let mut facts = self.give_back(now, contact, session, why);
        facts.push(NextState::plain(REFUSED).becomes(now, session));
        facts
    }

    /// Says what becomes of a contact that an agent was offered, or reserved for, and does not
    /// take: it goes back to its place. Another agent's call to this very agent has none: it ends.
    pub(crate) fn give_back(
        &self,
        now: Time,
        contact: &Contact,
        session: AgentSessionId,
        why: ContactReturn,
    ) -> Vec<Happened> {
        let caller = contact.peer.and_then(|caller| self.contacts.get(&caller));
        match caller {
            Some(caller) if caller.calls_one_agent() => {
                let by = match why {
                    ContactReturn::Refused | ContactReturn::AgentUnavailable => CallEnd::Busy,
                    ContactReturn::TimedOut
                    | ContactReturn::LegLost
                    | ContactReturn::Inactive
                    | ContactReturn::SessionEnded => CallEnd::Unanswered,
                };
                let why = ContactClose::CallEnded(by);
                let mut facts = vec![Happened::ContactClosed { contact: contact.id, why }];
                facts.extend(self.calls_end(
                    now,
                    Ending {
                        contacts: BTreeMap::from([(caller.id, by)]),
                        gone: BTreeSet::from([contact.id]),
                        ..Ending::default()
                    },
                ));
                facts
            }
            Some(_) | None => {
                vec![Happened::ContactReturned { contact: contact.id, session, why }]
            }
        }
    }
}
