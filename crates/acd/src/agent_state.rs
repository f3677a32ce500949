//! Agent states: available, unavailable and why, on a contact, working after it.

use serde::{Deserialize, Serialize};

use crate::{
    AgentSession, AgentSessionId, ContactId, Event, Floor, Refusal, Time,
    agent_session::AfterContactCode,
    command::WantedState,
    contact::Origin,
    event::{AgentStateEvent, CurrentState, Next},
    fact::{ContactClose, ContactReturn, Happened},
    floor::Decision,
    timers::Due,
};

/// How an agent stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentState {
    /// Ready for contacts.
    Available {
        /// Since when, which is also since when idle.
        since: Time,
    },
    /// Not ready for contacts.
    Unavailable {
        /// Since when.
        since: Time,
        /// The code's name, or what the floor calls its reason, or nothing.
        reason: String,
        /// When the agent session ends if the agent stays so.
        until: Option<Time>,
    },
    /// A contact rings or is being served.
    InboundContact {
        /// Since when.
        since: Time,
        /// Which.
        contact: ContactId,
    },
    /// The agent calls, or talks to, somebody outside.
    OutboundContact {
        /// Since when.
        since: Time,
        /// Which.
        contact: ContactId,
    },
    /// Another agent calls, or talks to the agent.
    InboundConsult {
        /// Since when.
        since: Time,
        /// Which.
        contact: ContactId,
    },
    /// The agent calls, or talks to, another.
    OutboundConsult {
        /// Since when.
        since: Time,
        /// Which.
        contact: ContactId,
    },
    /// The call is over; the agent works after it.
    AfterContactWork {
        /// Since when.
        since: Time,
        /// After which contact.
        contact: ContactId,
        /// The after-contact code's name.
        reason: String,
        /// Whole seconds that it may last.
        timeout_s: Option<u32>,
    },
}

/// The state that follows a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NextState {
    /// Ready for the next contact.
    #[default]
    Available,
    /// Not ready.
    Unavailable {
        /// The code's name or nothing.
        reason: String,
        /// Whole seconds until the agent session ends.
        timeout_s: Option<u32>,
    },
}

/// How long an agent may be Unavailable without a code of the team's: 120 minutes.
pub(crate) const UNAVAILABLE_TIMEOUT_S: u32 = 7_200;

impl Floor {
    pub(crate) fn decide_set_state(
        &self,
        now: Time,
        session: &AgentSession,
        wanted: &WantedState,
    ) -> Decision {
        let next = match wanted {
            WantedState::Available => NextState::Available,
            WantedState::Unavailable { reason } if reason.is_empty() => NextState::plain(""),
            WantedState::Unavailable { reason } => {
                let code =
                    self.directory.code(session.agent, reason).ok_or(Refusal::UnknownCode)?;
                if code.is_acw {
                    let code =
                        AfterContactCode { reason: code.name.clone(), timeout_s: code.timeout_s };
                    return decide_after_contact_code(session, code);
                }
                NextState::Unavailable { reason: code.name.clone(), timeout_s: code.timeout_s }
            }
        };
        Ok(match &session.state {
            AgentState::Available { .. } => match next {
                NextState::Available => Vec::new(),
                NextState::Unavailable { .. } => {
                    let reserved = session.reserved.and_then(|it| self.contacts.get(&it));
                    let mut facts = reserved.map_or_else(Vec::new, |contact| {
                        let why = ContactReturn::AgentUnavailable;
                        self.give_back(now, contact, session.id, why)
                    });
                    facts.push(next.becomes(now, session.id));
                    facts
                }
            },
            AgentState::Unavailable { reason: before, .. } => match &next {
                NextState::Unavailable { reason, .. } if reason == before => Vec::new(),
                NextState::Available | NextState::Unavailable { .. } => {
                    vec![next.becomes(now, session.id)]
                }
            },
            AgentState::InboundContact { .. }
            | AgentState::OutboundContact { .. }
            | AgentState::InboundConsult { .. }
            | AgentState::OutboundConsult { .. } => choose_next(session, next),
            AgentState::AfterContactWork { contact, .. } => {
                if self.lacks_disposition(*contact) {
                    choose_next(session, next)
                } else {
                    self.work_ends(now, session, *contact, ContactClose::WorkDone, &next)
                }
            }
        })
    }

    pub(crate) fn evolve_available(&mut self, at: Time, session: AgentSessionId) {
        self.enter_state(at, session, AgentState::Available { since: at });
        // Who becomes Available by commands alone, without a poll, is looked after again (E7).
        if let Some(session) = self.sessions.get(&session) {
            self.presence.0.doubt(session.id, at.plus_s(session.inactivity_timeout_s));
        }
    }

    pub(crate) fn evolve_unavailable(
        &mut self,
        at: Time,
        session: AgentSessionId,
        reason: &str,
        until: Option<Time>,
    ) {
        let reason = reason.to_owned();
        self.enter_state(at, session, AgentState::Unavailable { since: at, reason, until });
    }

    pub(crate) fn evolve_next_state(
        &mut self,
        at: Time,
        session: AgentSessionId,
        next: &NextState,
    ) {
        if let Some(session) = self.sessions.get_mut(&session) {
            session.next = next.clone();
            if *next == NextState::Available {
                session.after_contact_code = None;
            }
        }
        self.tell_state(at, session);
    }

    pub(crate) fn evolve_after_contact_code(
        &mut self,
        at: Time,
        session: AgentSessionId,
        reason: &str,
        timeout_s: Option<u32>,
    ) {
        if let Some(session) = self.sessions.get_mut(&session) {
            let reason = reason.to_owned();
            session.after_contact_code = Some(AfterContactCode { reason, timeout_s });
        }
        self.tell_state(at, session);
    }

    /// Enters a state, tells it, and forgets what was chosen for after the contact when the
    /// contact is over or a new one begins.
    pub(crate) fn enter_state(&mut self, at: Time, session: AgentSessionId, state: AgentState) {
        if let Some(session) = self.sessions.get_mut(&session) {
            let keeps_choice = matches!(state, AgentState::AfterContactWork { .. });
            session.state = state;
            session.after_contact_code = None;
            if !keeps_choice {
                session.next = NextState::Available;
            }
        }
        self.place_session(session);
        self.tell_state(at, session);
    }

    /// Enters the state of who is on a contact, and keeps what follows it.
    pub(crate) fn enter_contact(
        &mut self,
        at: Time,
        session: AgentSessionId,
        contact: ContactId,
        next: NextState,
    ) {
        if let Some(session) = self.sessions.get_mut(&session) {
            session.next = next;
            session.after_contact_code = None;
        }
        self.turn_to(at, session, contact);
    }

    /// Enters the state of who turns to another contact: what was chosen for afterwards stays.
    pub(crate) fn turn_to(&mut self, at: Time, session: AgentSessionId, contact: ContactId) {
        let Some(origin) = self.contacts.get(&contact).map(|contact| contact.origin) else {
            return;
        };
        if let Some(session) = self.sessions.get_mut(&session) {
            session.state = AgentState::of_contact(at, contact, origin);
        }
        self.place_session(session);
        self.tell_state(at, session);
    }

    pub(crate) fn tell_state(&mut self, at: Time, session: AgentSessionId) {
        if let Some(event) = self.sessions.get(&session).map(|session| self.state_event(session)) {
            self.tell(session, at, Event::AgentState(event));
        }
    }

    /// Says how the agent of a living agent session stands, as the agent is told it.
    #[must_use]
    pub fn state_event(&self, session: &AgentSession) -> AgentStateEvent {
        let event = |current, reason: &str, since| AgentStateEvent {
            current,
            reason: reason.to_owned(),
            since,
            is_acw: false,
            acw_timeout_s: None,
            next: Vec::new(),
            next_is_acw: false,
        };
        let work = session.contacts.iter().find_map(|contact| self.work_after(session, *contact));
        let next_is_acw = work.is_some();
        let work = work.map(|work| Next { state: CurrentState::Unavailable, reason: work.reason });
        let next = work.into_iter().chain([session.next.told()]).collect();
        match &session.state {
            AgentState::Available { since } => event(CurrentState::Available, "", *since),
            AgentState::Unavailable { since, reason, .. } => {
                event(CurrentState::Unavailable, reason, *since)
            }
            AgentState::InboundContact { since, .. } => AgentStateEvent {
                next,
                next_is_acw,
                ..event(CurrentState::InboundContact, "", *since)
            },
            AgentState::OutboundContact { since, .. } => AgentStateEvent {
                next,
                next_is_acw,
                ..event(CurrentState::OutboundContact, "", *since)
            },
            AgentState::InboundConsult { since, .. } => AgentStateEvent {
                next,
                next_is_acw,
                ..event(CurrentState::InboundConsult, "", *since)
            },
            AgentState::OutboundConsult { since, .. } => AgentStateEvent {
                next,
                next_is_acw,
                ..event(CurrentState::OutboundConsult, "", *since)
            },
            AgentState::AfterContactWork { since, reason, timeout_s, .. } => AgentStateEvent {
                is_acw: true,
                acw_timeout_s: *timeout_s,
                next: vec![session.next.told()],
                ..event(CurrentState::Unavailable, reason, *since)
            },
        }
    }

    /// Puts the agent where routing and timers find it, or takes it away.
    pub(crate) fn place_session(&mut self, session: AgentSessionId) {
        let found = self.sessions.get(&session);
        let idle = found.and_then(|session| match &session.state {
            AgentState::Available { since } if session.reserved.is_none() => {
                let agent = self.directory.agent(session.agent)?;
                let skills = agent.skills.iter().map(|assigned| assigned.skill).collect();
                Some((*since, session.agent, skills))
            }
            AgentState::Available { .. }
            | AgentState::Unavailable { .. }
            | AgentState::InboundContact { .. }
            | AgentState::OutboundContact { .. }
            | AgentState::InboundConsult { .. }
            | AgentState::OutboundConsult { .. }
            | AgentState::AfterContactWork { .. } => None,
        });
        let due = found.and_then(AgentSession::due);
        self.routing.place_agent(session, idle);
        self.timers.set(Due::Session(session), due);
    }

    pub(crate) fn decide_session_due(&self, now: Time, session: AgentSessionId) -> Vec<Happened> {
        let Some(session) = self.sessions.get(&session) else { return Vec::new() };
        if session.leg.due().is_some_and(|at| at <= now) {
            return self.decide_leg_unanswered(now, session);
        }
        match &session.state {
            AgentState::Unavailable { .. } => {
                self.end_session(now, session, crate::fact::SessionEnd::UnavailableTooLong)
            }
            AgentState::AfterContactWork { contact, .. } => {
                let why = ContactClose::WorkTimedOut;
                self.work_ends(now, session, *contact, why, &session.next)
            }
            AgentState::Available { .. }
            | AgentState::InboundContact { .. }
            | AgentState::OutboundContact { .. }
            | AgentState::InboundConsult { .. }
            | AgentState::OutboundConsult { .. } => Vec::new(),
        }
    }
}

impl AgentState {
    /// Makes that of who is on a contact.
    fn of_contact(since: Time, contact: ContactId, origin: Origin) -> Self {
        match origin {
            Origin::Inbound => Self::InboundContact { since, contact },
            Origin::Outbound => Self::OutboundContact { since, contact },
            Origin::Consulted => Self::InboundConsult { since, contact },
            Origin::Consulting => Self::OutboundConsult { since, contact },
        }
    }

    /// Gives the contact that the agent is on; none while working after one.
    #[must_use]
    pub fn on_contact(&self) -> Option<ContactId> {
        match self {
            Self::InboundContact { contact, .. }
            | Self::OutboundContact { contact, .. }
            | Self::InboundConsult { contact, .. }
            | Self::OutboundConsult { contact, .. } => Some(*contact),
            Self::Available { .. } | Self::Unavailable { .. } | Self::AfterContactWork { .. } => {
                None
            }
        }
    }
}

impl AgentSession {
    /// Says when the next time-out of the leg or the state comes.
    fn due(&self) -> Option<Time> {
        let state = match &self.state {
            AgentState::Unavailable { until, .. } => *until,
            AgentState::AfterContactWork { since, timeout_s, .. } => {
                timeout_s.map(|seconds| since.plus_s(seconds))
            }
            AgentState::Available { .. }
            | AgentState::InboundContact { .. }
            | AgentState::OutboundContact { .. }
            | AgentState::InboundConsult { .. }
            | AgentState::OutboundConsult { .. } => None,
        };
        state.into_iter().chain(self.leg.due()).min()
    }
}

impl NextState {
    /// Unavailable for a reason that is no code of the team's.
    pub(crate) fn plain(reason: &str) -> Self {
        Self::Unavailable { reason: reason.to_owned(), timeout_s: Some(UNAVAILABLE_TIMEOUT_S) }
    }

    /// Says what happens when it comes.
    pub(crate) fn becomes(&self, now: Time, session: AgentSessionId) -> Happened {
        match self {
            Self::Available => Happened::AgentBecameAvailable { session },
            Self::Unavailable { reason, timeout_s } => Happened::AgentBecameUnavailable {
                session,
                reason: reason.clone(),
                until: timeout_s.map(|seconds| now.plus_s(seconds)),
            },
        }
    }

    fn told(&self) -> Next {
        match self {
            Self::Available => Next { state: CurrentState::Available, reason: String::new() },
            Self::Unavailable { reason, .. } => {
                Next { state: CurrentState::Unavailable, reason: reason.clone() }
            }
        }
    }
}

/// Chooses what follows the contact. A choice that is made already changes nothing.
pub(crate) fn choose_next(session: &AgentSession, next: NextState) -> Vec<Happened> {
    let drops_code = next == NextState::Available && session.after_contact_code.is_some();
    if next == session.next && !drops_code {
        return Vec::new();
    }
    vec![Happened::NextStateChosen { session: session.id, next }]
}

/// An after-contact code is for a contact; working after one already, it changes nothing.
fn decide_after_contact_code(session: &AgentSession, code: AfterContactCode) -> Decision {
    match &session.state {
        AgentState::Available { .. } | AgentState::Unavailable { .. } => {
            Err(Refusal::AfterContactCodeWithoutContact)
        }
        AgentState::InboundContact { .. }
        | AgentState::OutboundContact { .. }
        | AgentState::InboundConsult { .. }
        | AgentState::OutboundConsult { .. }
            if session.after_contact_code.as_ref() == Some(&code) =>
        {
            Ok(Vec::new())
        }
        AgentState::InboundContact { .. }
        | AgentState::OutboundContact { .. }
        | AgentState::InboundConsult { .. }
        | AgentState::OutboundConsult { .. } => Ok(vec![Happened::AfterContactCodeChosen {
            session: session.id,
            reason: code.reason,
            timeout_s: code.timeout_s,
        }]),
        AgentState::AfterContactWork { .. } => Ok(Vec::new()),
    }
}
