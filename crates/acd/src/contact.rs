//! Contacts: from their arrival to their end.

use serde::{Deserialize, Serialize};

use crate::{
    AgentLeg, AgentSession, AgentSessionId, ConferenceNo, ContactId, Floor, NextState, Private,
    Refusal, SkillId, Time,
    command::{Destination, DispositionForm},
    event::CallType,
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
    /// How it came about.
    #[serde(default)]
    pub origin: Origin,
    /// The contact that it came from: for whose sake the call was made, or whose far end it has
    /// now.
    #[serde(default)]
    pub parent: Option<ContactId>,
    /// Whether the call was made for the sake of another contact, which has the work after it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub for_another: bool,
    /// The other agent's contact, of a call between agents. Without one the far end is on a line
    /// of its own.
    #[serde(default)]
    pub peer: Option<ContactId>,
    /// The conference that it is in.
    #[serde(default)]
    pub conference: Option<ConferenceNo>,
    /// What a client keeps with it.
    #[serde(default)]
    pub custom_data: Option<Private>,
    /// The name of the agent who called.
    #[serde(default)]
    pub label: Option<Private>,
}

/// Says how a contact came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// A customer called.
    #[default]
    Inbound,
    /// The agent called a number.
    Outbound,
    /// The agent called another agent.
    Consulting,
    /// Another agent called.
    Consulted,
}

impl Origin {
    /// Says what kind of call it is.
    #[must_use]
    pub fn call_type(self) -> CallType {
        match self {
            Self::Inbound | Self::Outbound => CallType::Regular,
            Self::Consulting | Self::Consulted => CallType::Consult,
        }
    }

    /// Says whether it came to the agent.
    #[must_use]
    pub fn is_inbound(self) -> bool {
        match self {
            Self::Inbound | Self::Consulted => true,
            Self::Outbound | Self::Consulting => false,
        }
    }
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
    /// The agent calls, and nobody has answered yet.
    Dialling {
        /// Who calls.
        offer: Offer,
        /// Since when.
        since: Time,
        /// When the floor gives up.
        until: Option<Time>,
        /// Whom.
        to: Destination,
        /// Whether it rings there already: the agent leg comes first.
        placed: bool,
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
            origin: Origin::Inbound,
            parent: None,
            for_another: false,
            peer: None,
            conference: None,
            custom_data: None,
            label: None,
        }
    }

    /// Gives how it was given to the agent who knows of it.
    pub(crate) fn offer(&self) -> Option<&Offer> {
        match &self.state {
            ContactState::Waiting | ContactState::Reserved { .. } => None,
            ContactState::Dialling { offer, .. }
            | ContactState::Ringing { offer, .. }
            | ContactState::Talking { offer, .. }
            | ContactState::AfterWork { offer, .. } => Some(offer),
        }
    }

    /// Says whether somebody talks, is called or is to answer: it is more than the work after a
    /// call.
    #[must_use]
    pub fn is_live(&self) -> bool {
        match self.state {
            ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ringing { .. }
            | ContactState::Talking { .. } => true,
            ContactState::AfterWork { .. } => false,
        }
    }

    /// Says whether agent and far end are connected.
    #[must_use]
    pub fn is_talking(&self) -> bool {
        match self.state {
            ContactState::Talking { .. } => true,
            ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ringing { .. }
            | ContactState::AfterWork { .. } => false,
        }
    }

    /// Gives the agent session that the contact is with, or is reserved for.
    #[must_use]
    pub fn session(&self) -> Option<AgentSessionId> {
        match &self.state {
            ContactState::Waiting => None,
            ContactState::Reserved { session } => Some(*session),
            ContactState::Dialling { offer, .. }
            | ContactState::Ringing { offer, .. }
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
            contact: self.next_contact(),
            skill: skill.id,
            ani,
            dnis,
            priority: priority.unwrap_or(skill.priority),
        }])
    }

    /// Gives the id of the next contact.
    pub(crate) fn next_contact(&self) -> ContactId {
        ContactId(self.last_contact.0.max(BEFORE_FIRST_CONTACT) + 1)
    }

    pub(crate) fn evolve_arrived(&mut self, contact: Contact) {
        let id = contact.id;
        self.last_contact = self.last_contact.max(id);
        self.contacts.insert(id, contact);
        self.place_contact(id);
    }

    pub(crate) fn decide_customer_hung_up(&self, now: Time, contact: ContactId) -> Decision {
        let contact = self.contacts.get(&contact).ok_or(Refusal::UnknownContact)?;
        match &contact.state {
            // Behind it is another agent, whose own hanging up it would be.
            _ if contact.peer.is_some() => Err(Refusal::NotInThisState),
            ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Dialling { placed: true, .. }
            | ContactState::Ringing { .. }
            | ContactState::Talking { .. } => Ok(self.call_ends(now, contact, CallEnd::Customer)),
            ContactState::Dialling { .. } | ContactState::AfterWork { .. } => {
                Err(Refusal::NotInThisState)
            }
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
            next: self.state_to_return_to(session),
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
        next: Option<&NextState>,
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
        self.enter_contact(at, session, contact, next.cloned().unwrap_or_default());
        self.tell_call(at, contact);
        let opened = self.contacts.get(&contact).and_then(Contact::pop_opened);
        if let Some(opened) = opened {
            self.tell(session, at, opened);
        }
        self.tell_indicators(at, contact);
    }

    /// Says what happens when nobody has answered in time: the agent, or whom the agent called.
    pub(crate) fn decide_unanswered(&self, now: Time, contact: ContactId) -> Vec<Happened> {
        self.contacts.get(&contact).map_or_else(Vec::new, |contact| match &contact.state {
            ContactState::Ringing { offer, .. } => {
                self.refused(now, contact, offer.session, ContactReturn::TimedOut)
            }
            ContactState::Dialling { .. } => self.call_ends(now, contact, CallEnd::Unanswered),
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
            | ContactState::Dialling { .. }
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
        self.part(contact);
        let Some(closed) = self.contacts.get(&contact) else { return };
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

    /// Parts a contact from the other agent's, and from its conference.
    pub(crate) fn part(&mut self, contact: ContactId) {
        let Some(parted) = self.contacts.get_mut(&contact) else { return };
        parted.conference = None;
        let peer = parted.peer.take();
        if let Some(peer) = peer.and_then(|peer| self.contacts.get_mut(&peer))
            && peer.peer == Some(contact)
        {
            peer.peer = None;
        }
    }

    pub(crate) fn leave_agent(&mut self, contact: ContactId, session: AgentSessionId) {
        if let Some(session) = self.sessions.get_mut(&session) {
            session.contacts.retain(|other| *other != contact);
            session.reserved = session.reserved.filter(|reserved| *reserved != contact);
        }
        self.place_session(session);
    }

    /// Puts the contact where routing and timers find it, or takes it away.
    pub(crate) fn place_contact(&mut self, contact: ContactId) {
        let found = self.contacts.get(&contact);
        let (place, due) = found.map_or((None, None), |contact| match &contact.state {
            ContactState::Waiting => {
                (Some((contact.skill, contact.priority, contact.arrived_at)), None)
            }
            ContactState::Dialling { until, .. } => (None, *until),
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
}

/// The default of `docs/agent-api.md`'s refusal time-out, for an agent who is no longer configured.
const REFUSAL_TIMEOUT_S: u32 = 45;

/// The agent's reason after a refused or unanswered contact.
pub(crate) const REFUSED: &str = "Refused";
