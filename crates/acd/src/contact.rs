//! Contacts: from their arrival to their end.

use serde::{Deserialize, Serialize};

use crate::{
    AgentLeg, AgentSession, AgentSessionId, AgentState, ContactId, Event, Floor, NextState,
    Private, Refusal, SkillId, Time,
    command::DispositionForm,
    event::{CallEvent, CallStatus},
    fact::{CallEnd, ContactClose, ContactReturn, Happened, Pop},
    floor::Decision,
    timers::Due,
};

/// Holds one contact that is not over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// The first contact of the interaction.
    pub master: ContactId,
    /// Where it waits, or what it is served under.
    pub skill: SkillId,
    /// The caller's number.
    pub ani: Private,
    /// The dialled number.
    pub dnis: Private,
    /// The higher, the sooner served.
    pub priority: u8,
    /// When it came: its place in the skill.
    pub arrived_at: Time,
    /// The outcome, once recorded.
    pub disposition: Option<DispositionForm>,
    /// How it stands.
    pub state: ContactState,
}

/// How a contact stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactState {
    /// It waits in its skill.
    Waiting,
    /// An agent was chosen, whose leg is being dialled. The agent does not know of it yet.
    Reserved {
        /// For whom.
        session: AgentSessionId,
    },
    /// It rings at an agent.
    Ringing {
        /// At whom.
        offer: Offer,
        /// Since when.
        since: Time,
    },
    /// Agent and customer are connected.
    Talking {
        /// With whom.
        offer: Offer,
        /// Since when it stands as it does.
        since: Time,
        /// How.
        talk: Talk,
        /// Whether the agent is recording.
        recording: bool,
    },
    /// The call is over; the agent works after it.
    AfterWork {
        /// Who.
        offer: Offer,
        /// Since when.
        since: Time,
        /// Who ended the call.
        by: CallEnd,
        /// Whether the agent was recording.
        recorded: bool,
    },
}

/// How agent and customer are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Talk {
    /// They hear each other.
    Open,
    /// The customer hears music.
    Held,
    /// They hear each other, the recording hears silence.
    Masked,
}

/// Says to whom a contact was given, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// To whom.
    pub session: AgentSessionId,
    /// Whole seconds that it rings.
    pub refusal_timeout_s: u32,
    /// What opens at the agent.
    pub pop: Option<Pop>,
}

impl Contact {
    pub(crate) fn waiting(
        at: Time,
        id: ContactId,
        skill: SkillId,
        ani: &Private,
        dnis: &Private,
        priority: u8,
    ) -> Self {
        Self {
            id,
            master: id,
            skill,
            ani: ani.clone(),
            dnis: dnis.clone(),
            priority,
            arrived_at: at,
            disposition: None,
            state: ContactState::Waiting,
        }
    }

    /// Gives how it was given to the agent who knows of it.
    pub(crate) fn offer(&self) -> Option<&Offer> {
        match &self.state {
            ContactState::Waiting | ContactState::Reserved { .. } => None,
            ContactState::Ringing { offer, .. }
            | ContactState::Talking { offer, .. }
            | ContactState::AfterWork { offer, .. } => Some(offer),
        }
    }

    /// Gives the agent session that the contact is with, or is reserved for.
    #[must_use]
    pub fn session(&self) -> Option<AgentSessionId> {
        match &self.state {
            ContactState::Waiting => None,
            ContactState::Reserved { session } => Some(*session),
            ContactState::Ringing { offer, .. }
            | ContactState::Talking { offer, .. }
            | ContactState::AfterWork { offer, .. } => Some(offer.session),
        }
    }
}

/// How many contacts may wait in one skill: ten hours of a call each four seconds.
const MOST_WAITING: usize = 10_000;

/// A phone number has at most so many characters: E.164 and SIP addresses fit.
const MOST_NUMBER_CHARS: usize = 128;

/// The first contact's id, less one: ids of five digits and more cannot be taken for a skill's.
const BEFORE_FIRST_CONTACT: u64 = 10_000;

impl Floor {
    pub(crate) fn decide_call(
        &self,
        skill: SkillId,
        ani: Private,
        dnis: Private,
        priority: Option<u8>,
    ) -> Decision {
        let skill = self.skill(skill).ok_or(Refusal::UnknownSkill)?;
        if [&ani, &dnis].iter().any(|number| number.text().chars().count() > MOST_NUMBER_CHARS) {
            return Err(Refusal::OutOfLimits("phone number"));
        }
        if self.routing.waiting_count(skill.id) >= MOST_WAITING {
            return Err(Refusal::SkillFull);
        }
        Ok(vec![Happened::ContactArrived {
            contact: ContactId(self.last_contact.0.max(BEFORE_FIRST_CONTACT) + 1),
            skill: skill.id,
            ani,
            dnis,
            priority: priority.unwrap_or(skill.priority),
        }])
    }

    pub(crate) fn evolve_arrived(&mut self, contact: Contact) {
        let id = contact.id;
        self.last_contact = self.last_contact.max(id);
        self.contacts.insert(id, contact);
        self.place_contact(id);
    }

    pub(crate) fn decide_customer_hung_up(&self, now: Time, contact: ContactId) -> Decision {
        let contact = self.contacts.get(&contact).ok_or(Refusal::UnknownContact)?;
        let abandoned =
            Happened::ContactClosed { contact: contact.id, why: ContactClose::Abandoned };
        match &contact.state {
            ContactState::Waiting | ContactState::Reserved { .. } => Ok(vec![abandoned]),
            ContactState::Ringing { offer, .. } => {
                let next = self.sessions.get(&offer.session).map(|session| &session.next);
                let becomes = next.map(|next| next.becomes(now, offer.session));
                Ok([abandoned].into_iter().chain(becomes).collect())
            }
            ContactState::Talking { offer, .. } => {
                let session = self.sessions.get(&offer.session).ok_or(Refusal::UnknownContact)?;
                Ok(self.call_ends(now, session, contact, CallEnd::Customer))
            }
            ContactState::AfterWork { .. } => Err(Refusal::NotInThisState),
        }
    }

    /// Takes the best match of a waiting contact and an idle agent. An agent without a leg is
    /// dialled first.
    pub(crate) fn decide_match(&self, now: Time) -> Vec<Happened> {
        let matched = self.routing.first_match();
        let found = matched.and_then(|(contact, session)| {
            Some((self.contacts.get(&contact)?, self.sessions.get(&session)?))
        });
        let Some((contact, session)) = found else { return Vec::new() };
        let reserved = Happened::ContactReserved { contact: contact.id, session: session.id };
        match session.leg {
            AgentLeg::Active { .. } => vec![self.offer(session, contact)],
            AgentLeg::Dialing { .. } => vec![reserved],
            AgentLeg::Down => vec![reserved, self.dial(now, session)],
        }
    }

    pub(crate) fn offer(&self, session: &AgentSession, contact: &Contact) -> Happened {
        let skill = self.skill(contact.skill);
        let agent = self.agent(session.agent);
        let refusal_timeout_s = skill
            .and_then(|skill| skill.refusal_timeout_s)
            .or(agent.map(|agent| agent.refusal_timeout_s))
            .unwrap_or(REFUSAL_TIMEOUT_S);
        Happened::ContactOffered {
            contact: contact.id,
            session: session.id,
            refusal_timeout_s,
            pop: self.fill_pop(contact, session),
        }
    }

    pub(crate) fn evolve_reserved(&mut self, contact: ContactId, session: AgentSessionId) {
        if let Some(contact) = self.contacts.get_mut(&contact) {
            contact.state = ContactState::Reserved { session };
        }
        if let Some(session) = self.sessions.get_mut(&session) {
            session.reserved = Some(contact);
        }
        self.place_contact(contact);
        self.place_session(session);
    }

    pub(crate) fn evolve_offered(
        &mut self,
        at: Time,
        contact: ContactId,
        session: AgentSessionId,
        refusal_timeout_s: u32,
        pop: Option<&Pop>,
    ) {
        if let Some(contact) = self.contacts.get_mut(&contact) {
            let offer = Offer { session, refusal_timeout_s, pop: pop.cloned() };
            contact.state = ContactState::Ringing { offer, since: at };
        }
        if let Some(session) = self.sessions.get_mut(&session) {
            session.reserved = None;
            session.contacts.push(contact);
        }
        self.place_contact(contact);
        self.enter_state(at, session, AgentState::InboundContact { since: at, contact });
        self.tell_call(at, contact);
        let opened = self.contacts.get(&contact).and_then(Contact::pop_opened);
        if let Some(opened) = opened {
            self.tell(session, at, opened);
        }
    }

    pub(crate) fn decide_refusal_timeout(&self, now: Time, contact: ContactId) -> Vec<Happened> {
        self.contacts.get(&contact).map_or_else(Vec::new, |contact| match &contact.state {
            ContactState::Ringing { offer, .. } => {
                refused(now, contact.id, offer.session, ContactReturn::TimedOut)
            }
            ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Talking { .. }
            | ContactState::AfterWork { .. } => Vec::new(),
        })
    }

    pub(crate) fn evolve_returned(&mut self, at: Time, contact: ContactId, from: AgentSessionId) {
        let farewell = self.contacts.get(&contact).and_then(|contact| match contact.state {
            ContactState::Ringing { .. } => Some(self.farewell(at, contact, None)),
            ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Talking { .. }
            | ContactState::AfterWork { .. } => None,
        });
        if let Some(contact) = self.contacts.get_mut(&contact) {
            contact.state = ContactState::Waiting;
        }
        self.leave_agent(contact, from);
        self.place_contact(contact);
        for event in farewell.into_iter().flatten() {
            self.tell(from, at, event);
        }
    }

    pub(crate) fn evolve_closed(&mut self, at: Time, contact: ContactId, why: ContactClose) {
        let Some(closed) = self.contacts.get(&contact) else { return };
        let session = closed.session();
        let ended_by = match why {
            ContactClose::Abandoned => Some(CallEnd::Customer),
            ContactClose::CallEnded(by) => Some(by),
            ContactClose::SessionEnded => Some(CallEnd::Agent),
            ContactClose::WorkDone | ContactClose::WorkTimedOut => None,
        };
        let farewell = self.farewell(at, closed, ended_by);
        let known_to_agent = !matches!(closed.state, ContactState::Reserved { .. });
        self.contacts.remove(&contact);
        self.place_contact(contact);
        if let Some(session) = session {
            self.leave_agent(contact, session);
            if known_to_agent {
                for event in farewell {
                    self.tell(session, at, event);
                }
            }
        }
    }

    fn leave_agent(&mut self, contact: ContactId, session: AgentSessionId) {
        if let Some(session) = self.sessions.get_mut(&session) {
            session.contacts.retain(|other| *other != contact);
            session.reserved = session.reserved.filter(|reserved| *reserved != contact);
        }
        self.place_session(session);
    }

    /// Gives the last events that the agent gets of a contact.
    fn farewell(&self, at: Time, contact: &Contact, ended_by: Option<CallEnd>) -> Vec<Event> {
        let call = self.call(contact).map(|call| {
            // Who ended the call stays, whatever ends the work after it.
            let ended_by = call.ended_by.or(ended_by);
            let changed_at = match call.status {
                // The call was over before: only the work after it ends now.
                CallStatus::Disconnected => call.changed_at,
                CallStatus::Incoming
                | CallStatus::Active
                | CallStatus::Holding
                | CallStatus::Masking => at,
            };
            let status = CallStatus::Disconnected;
            let last = CallEvent {
                status,
                is_final: true,
                is_logging: false,
                ended_by,
                changed_at,
                ..call
            };
            Event::Call(Box::new(last))
        });
        call.into_iter().chain(contact.pop_closed()).collect()
    }

    /// Puts the contact where routing and timers find it, or takes it away.
    pub(crate) fn place_contact(&mut self, contact: ContactId) {
        let found = self.contacts.get(&contact);
        let (place, due) = found.map_or((None, None), |contact| match &contact.state {
            ContactState::Waiting => {
                (Some((contact.skill, contact.priority, contact.arrived_at)), None)
            }
            ContactState::Ringing { offer, since } => {
                (None, Some(since.plus_s(offer.refusal_timeout_s)))
            }
            ContactState::Reserved { .. }
            | ContactState::Talking { .. }
            | ContactState::AfterWork { .. } => (None, None),
        });
        self.routing.place_contact(contact, place);
        self.timers.set(Due::Contact(contact), due);
    }

    pub(crate) fn tell_call(&mut self, at: Time, contact: ContactId) {
        let found = self.contacts.get(&contact);
        let told = found.and_then(|found| Some((found.session()?, self.call_event(found)?)));
        if let Some((session, event)) = told {
            self.tell(session, at, event);
        }
    }

    pub(crate) fn call_event(&self, contact: &Contact) -> Option<Event> {
        self.call(contact).map(|call| Event::Call(Box::new(call)))
    }

    /// Says how the call stands for its agent, if one knows of it.
    fn call(&self, contact: &Contact) -> Option<CallEvent> {
        let (offer, status, changed_at, is_logging, ended_by) = match &contact.state {
            ContactState::Waiting | ContactState::Reserved { .. } => return None,
            ContactState::Ringing { offer, since } => {
                (offer, CallStatus::Incoming, since, false, None)
            }
            ContactState::Talking { offer, since, talk, recording } => {
                let status = match talk {
                    Talk::Open => CallStatus::Active,
                    Talk::Held => CallStatus::Holding,
                    Talk::Masked => CallStatus::Masking,
                };
                (offer, status, since, *recording, None)
            }
            ContactState::AfterWork { offer, since, by, recorded: _ } => {
                (offer, CallStatus::Disconnected, since, false, Some(*by))
            }
        };
        Some(CallEvent {
            contact: contact.id,
            master: contact.master,
            parent: None,
            status,
            is_final: false,
            is_inbound: true,
            ended_by,
            refusal_timeout_s: offer.refusal_timeout_s,
            dnis: contact.dnis.clone(),
            ani: contact.ani.clone(),
            skill: contact.skill,
            started_at: contact.arrived_at,
            changed_at: *changed_at,
            screen_pop_url: offer.pop_field(),
            allow_dispositions: self
                .skill(contact.skill)
                .is_some_and(|skill| !skill.dispositions.is_empty()),
            is_logging,
        })
    }
}

/// The default of `docs/agent-api.md`'s refusal time-out, for an agent who is no longer configured.
const REFUSAL_TIMEOUT_S: u32 = 45;

/// Says what happens when an agent does not take a contact: it goes back to its place, the agent
/// is Unavailable.
pub(crate) fn refused(
    now: Time,
    contact: ContactId,
    session: AgentSessionId,
    why: ContactReturn,
) -> Vec<Happened> {
    vec![
        Happened::ContactReturned { contact, session, why },
        NextState::plain(REFUSED).becomes(now, session),
    ]
}

/// The agent's reason after a refused or unanswered contact.
const REFUSED: &str = "Refused";
