//! The agent leg: the agent's own phone connection, up before any call is offered.

use serde::{Deserialize, Serialize};

use crate::{
    AgentSession, AgentSessionId, AgentState, Contact, ContactState, Event, Floor, LegId,
    NextState, Refusal, Time,
    call_end::Ending,
    command::PhoneCommand,
    event::{AgentLegEvent, LegStatus},
    fact::{CallEnd, ContactReturn, Happened, LegEnd},
    floor::Decision,
};

/// How the agent's own phone connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentLeg {
    /// There is none.
    Down,
    /// It is being dialled.
    Dialing {
        /// Which.
        leg: LegId,
        /// When the floor gives up.
        until: Time,
    },
    /// It is up.
    Active {
        /// Which.
        leg: LegId,
        /// Whether the agent is muted.
        muted: bool,
    },
}

/// How long an agent's phone may ring, or telephony be silent about it.
const LEG_TIMEOUT_S: u32 = 30;

const UNREACHABLE: &str = "Agent Leg Unreachable";
const UNANSWERED: &str = "Agent Leg Unanswered";
const LOST: &str = "Agent Leg Lost";

impl Floor {
    pub(crate) fn decide_phone_command(
        &self,
        now: Time,
        session: &AgentSession,
        command: PhoneCommand,
    ) -> Decision {
        let may_mute = self.agent(session.agent).is_some_and(|agent| agent.permissions.mute);
        match (command, session.leg) {
            (PhoneCommand::Dial, AgentLeg::Down) => Ok(vec![self.dial(now, session)]),
            (PhoneCommand::End, AgentLeg::Dialing { leg, .. } | AgentLeg::Active { leg, .. }) => {
                Ok(self.leg_ends(now, session, leg, LegEnd::ByAgent))
            }
            (PhoneCommand::Mute, _) if !may_mute => Err(Refusal::NotPermitted),
            (PhoneCommand::Mute, AgentLeg::Active { muted: false, .. }) if self.talks(session) => {
                Ok(vec![Happened::AgentMuted { session: session.id }])
            }
            (PhoneCommand::Unmute, AgentLeg::Active { muted: true, .. }) => {
                Ok(vec![Happened::AgentUnmuted { session: session.id }])
            }
            (PhoneCommand::Dial, AgentLeg::Dialing { .. } | AgentLeg::Active { .. })
            | (PhoneCommand::End, AgentLeg::Down)
            | (
                PhoneCommand::Mute | PhoneCommand::Unmute,
                AgentLeg::Down | AgentLeg::Dialing { .. } | AgentLeg::Active { .. },
            ) => Err(Refusal::NotInThisState),
        }
    }

    pub(crate) fn dial(&self, now: Time, session: &AgentSession) -> Happened {
        Happened::LegDialled {
            session: session.id,
            leg: LegId(self.last_leg.0 + 1),
            station: session.station.clone(),
            until: now.plus_s(LEG_TIMEOUT_S),
        }
    }

    pub(crate) fn decide_leg_answered(&self, now: Time, leg: LegId) -> Decision {
        let session = self.session_of_leg(leg)?;
        match session.leg {
            AgentLeg::Dialing { .. } => {
                let answered = Happened::LegAnswered { session: session.id, leg };
                let reserved = session.reserved.and_then(|contact| self.contacts.get(&contact));
                let offer = reserved.map(|contact| self.offer(session, contact));
                let placed = self.place_waiting(now, session);
                Ok([answered].into_iter().chain(offer).chain(placed).collect())
            }
            AgentLeg::Down | AgentLeg::Active { .. } => Err(Refusal::NotInThisState),
        }
    }

    pub(crate) fn decide_leg_failed(&self, now: Time, leg: LegId) -> Decision {
        let session = self.session_of_leg(leg)?;
        match session.leg {
            AgentLeg::Dialing { .. } => Ok(self.leg_ends(now, session, leg, LegEnd::Failed)),
            AgentLeg::Down | AgentLeg::Active { .. } => Err(Refusal::NotInThisState),
        }
    }

    pub(crate) fn decide_leg_hung_up(&self, now: Time, leg: LegId) -> Decision {
        let session = self.session_of_leg(leg)?;
        Ok(self.leg_ends(now, session, leg, LegEnd::HungUp))
    }

    pub(crate) fn decide_leg_unanswered(&self, now: Time, session: &AgentSession) -> Vec<Happened> {
        let leg = session.leg.id();
        leg.map_or_else(Vec::new, |leg| self.leg_ends(now, session, leg, LegEnd::NoAnswer))
    }

    fn session_of_leg(&self, leg: LegId) -> Result<&AgentSession, Refusal> {
        self.legs
            .get(&leg)
            .and_then(|session| self.sessions.get(session))
            .ok_or(Refusal::UnknownLeg)
    }

    /// Says what happens when the leg goes down: a call in progress ends, a contact that had not
    /// been answered goes back to its place, and an agent who could not be reached for it, or at
    /// all, becomes Unavailable with a reason that says so.
    fn leg_ends(
        &self,
        now: Time,
        session: &AgentSession,
        leg: LegId,
        why: LegEnd,
    ) -> Vec<Happened> {
        let (by, reason, unreachable) = match why {
            LegEnd::Failed => (CallEnd::LegLost, UNREACHABLE, true),
            LegEnd::NoAnswer => (CallEnd::LegLost, UNANSWERED, true),
            LegEnd::HungUp => (CallEnd::LegLost, LOST, false),
            LegEnd::ByAgent | LegEnd::SessionEnded => (CallEnd::Agent, LOST, false),
        };
        let mut facts = Vec::new();
        let mut returned = false;
        let mut ending = Ending::default();
        for contact in session.reserved.iter().chain(&session.contacts) {
            let Some(contact) = self.contacts.get(contact) else { continue };
            match &contact.state {
                ContactState::Reserved { .. } | ContactState::Ringing { .. } => {
                    returned = true;
                    facts.extend(self.give_back(now, contact, session.id, ContactReturn::LegLost));
                }
                ContactState::Talking { .. } | ContactState::Dialling { .. } => {
                    ending.contacts.insert(contact.id, by);
                }
                ContactState::Waiting | ContactState::AfterWork { .. } => {}
            }
        }
        let left =
            self.contacts_of(session).filter(|contact| ending.contacts.contains_key(&contact.id));
        let left: Vec<_> = left.collect();
        // The others talk on: a phone that is gone ends nobody's conference.
        if why != LegEnd::SessionEnded && self.has_heir(&left) {
            facts.extend(self.leave(now, &left));
        } else {
            facts.extend(self.calls_end(now, ending));
        }
        facts.push(Happened::LegEnded { session: session.id, leg, why });
        let idle = matches!(session.state, AgentState::Available { .. });
        if returned || (unreachable && idle) {
            facts.push(NextState::plain(reason).becomes(now, session.id));
        }
        facts
    }

    /// Says whether a call connects the agent with a customer.
    fn talks(&self, session: &AgentSession) -> bool {
        self.contacts_of(session).any(Contact::is_talking)
    }

    pub(crate) fn evolve_leg_dialled(
        &mut self,
        at: Time,
        session: AgentSessionId,
        leg: LegId,
        until: Time,
    ) {
        self.last_leg = self.last_leg.max(leg);
        self.legs.insert(leg, session);
        self.set_leg(session, AgentLeg::Dialing { leg, until });
        self.tell(session, at, Event::AgentLeg(AgentLegEvent { leg, status: LegStatus::Dialing }));
    }

    pub(crate) fn evolve_leg_answered(&mut self, at: Time, session: AgentSessionId, leg: LegId) {
        self.set_leg(session, AgentLeg::Active { leg, muted: false });
        self.tell(session, at, Event::AgentLeg(AgentLegEvent { leg, status: LegStatus::Active }));
    }

    pub(crate) fn evolve_leg_ended(
        &mut self,
        at: Time,
        session: AgentSessionId,
        leg: LegId,
        why: LegEnd,
    ) {
        self.legs.remove(&leg);
        self.set_leg(session, AgentLeg::Down);
        let status = LegStatus::Disconnected(why);
        self.tell(session, at, Event::AgentLeg(AgentLegEvent { leg, status }));
    }

    pub(crate) fn evolve_muted(&mut self, at: Time, session: AgentSessionId, muted: bool) {
        if let Some(session) = self.sessions.get_mut(&session)
            && let AgentLeg::Active { leg, .. } = session.leg
        {
            session.leg = AgentLeg::Active { leg, muted };
        }
        self.tell(session, at, Event::Mute { muted });
    }

    fn set_leg(&mut self, session: AgentSessionId, leg: AgentLeg) {
        if let Some(session) = self.sessions.get_mut(&session) {
            session.leg = leg;
        }
        self.place_session(session);
    }
}

impl AgentLeg {
    /// Gives its id, unless it is down.
    #[must_use]
    pub fn id(&self) -> Option<LegId> {
        match self {
            Self::Down => None,
            Self::Dialing { leg, .. } | Self::Active { leg, .. } => Some(*leg),
        }
    }

    /// Says whether the agent is muted.
    #[must_use]
    pub fn is_muted(&self) -> bool {
        match self {
            Self::Down | Self::Dialing { .. } => false,
            Self::Active { muted, .. } => *muted,
        }
    }

    pub(crate) fn due(&self) -> Option<Time> {
        match self {
            Self::Dialing { until, .. } => Some(*until),
            Self::Down | Self::Active { .. } => None,
        }
    }

    pub(crate) fn event(&self) -> Option<AgentLegEvent> {
        match self {
            Self::Down => None,
            Self::Dialing { leg, .. } => {
                Some(AgentLegEvent { leg: *leg, status: LegStatus::Dialing })
            }
            Self::Active { leg, .. } => {
                Some(AgentLegEvent { leg: *leg, status: LegStatus::Active })
            }
        }
    }
}
