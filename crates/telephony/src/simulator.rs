//! Lines that carry nothing: no sockets, no sound, but honest states.

mod dialled;
mod recovered;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    task::{Context, Poll, Waker},
};

use cordboard_acd::{
    AgentSessionId, Command, ContactId, Fact, Floor, LegId, Private, SkillId,
    command::LineReport,
    fact::{CallEnd, ContactClose, Happened},
    setup::Station,
};
use thiserror::Error;

use crate::{Telephony, TelephonyError};

/// Simulates the lines of customers and agents.
///
/// An agent's phone answers at once, unless its station's id or phone number begins with
/// `unreachable`. So does whom an agent calls outside, unless the number ends with `998`, which is
/// busy, or `999`, where it rings until somebody gives up.
#[derive(Debug, Default)]
pub struct LineSimulator {
    customers: BTreeMap<ContactId, CustomerLine>,
    legs: BTreeMap<LegId, AgentLine>,
    leg_of: BTreeMap<AgentSessionId, LegId>,
    /// Contacts whose far end is another agent, who is on a leg and on no line of a customer's.
    inside: BTreeSet<ContactId>,
    /// The contact under which a customer's line goes on.
    goes_on: BTreeMap<ContactId, ContactId>,
    reports: VecDeque<LineReport>,
    waker: Option<Waker>,
}

/// How a customer's line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerLine {
    /// An agent calls; nobody has answered yet.
    Dialled {
        /// Who calls.
        session: AgentSessionId,
    },
    /// It waits; the customer hears music.
    Waiting,
    /// It rings at an agent; the customer hears that.
    Ringing {
        /// Over which leg.
        leg: LegId,
    },
    /// It is connected.
    Up {
        /// With which leg.
        leg: LegId,
        /// Whether the customer hears music instead of the agent.
        held: bool,
        /// Whether the recording is cut off.
        masked: bool,
        /// Whether a recording runs.
        recorded: bool,
    },
    /// The customer has hung up, and the floor does not know yet.
    HungUp,
}

/// How an agent's line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentLine {
    /// It is being dialled.
    Dialling,
    /// It is up.
    Up {
        /// Whether the agent's voice is cut off.
        muted: bool,
    },
    /// The phone was not reached or has hung up, and the floor does not know yet.
    HungUp,
}

/// What the recording of a call gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordingGets {
    /// Both voices.
    Call,
    /// Silence: the call is masked or held.
    Silence,
}

/// Says why a line did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LineError {
    /// No customer is on the line with this contact.
    #[error("no customer is on the line with contact {0}")]
    NoSuchLine(ContactId),
    /// No agent's phone has this leg.
    #[error("no agent's phone has leg {0}")]
    NoSuchLeg(LegId),
    /// The agent has no leg that is up.
    #[error("the agent of agent session {0} has no leg that is up")]
    NoLeg(AgentSessionId),
    /// The line does not stand so that this could be done.
    #[error("the line of contact {0} does not stand so that this could be done")]
    WrongLine(ContactId),
    /// The leg does not stand so that this could be done.
    #[error("leg {0} does not stand so that this could be done")]
    WrongLeg(LegId),
    /// A phone number is longer than 32 characters, or holds more than digits, `+`, `*` and `#`.
    #[error("not a phone number")]
    NotAPhoneNumber,
}

/// E.164 has 15 digits; service codes and extensions fit as well.
const MOST_NUMBER_CHARS: usize = 32;

const UNREACHABLE: &str = "unreachable";

impl LineSimulator {
    /// Makes a simulator without lines.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A customer calls: gives the command that reports it. The fact `ContactArrived` that it
    /// yields names the contact, and then the customer's line waits.
    ///
    /// # Errors
    /// [`LineError::NotAPhoneNumber`]; `dnis` alone may be empty.
    pub fn call(&self, skill: SkillId, ani: &str, dnis: &str) -> Result<Command, LineError> {
        if ani.is_empty() || !is_number(ani) || !is_number(dnis) {
            return Err(LineError::NotAPhoneNumber);
        }
        let (ani, dnis) = (Private::new(ani), Private::new(dnis));
        Ok(Command::Line(LineReport::Call { skill, ani, dnis, priority: None }))
    }

    /// A customer hangs up: gives the command that reports it, again and again until the floor
    /// knows.
    ///
    /// # Errors
    /// [`LineError::NoSuchLine`] when no customer is on the line.
    pub fn hang_up(&mut self, contact: ContactId) -> Result<Command, LineError> {
        let contact = self.goes_on_as(contact);
        match self.customers.get_mut(&contact) {
            Some(line) if !self.inside.contains(&contact) => {
                *line = CustomerLine::HungUp;
                Ok(Command::Line(LineReport::CustomerHungUp { contact }))
            }
            Some(_) | None => Err(LineError::NoSuchLine(contact)),
        }
    }

    /// An agent's phone is hung up: the report comes with the others.
    ///
    /// # Errors
    /// [`LineError::NoSuchLeg`] when the agent's phone is not on that leg.
    pub fn hang_up_leg(&mut self, leg: LegId) -> Result<(), LineError> {
        match self.legs.get_mut(&leg) {
            Some(AgentLine::HungUp) | None => Err(LineError::NoSuchLeg(leg)),
            Some(line) => {
                *line = AgentLine::HungUp;
                self.report(LineReport::LegHungUp { leg });
                Ok(())
            }
        }
    }

    /// Gives how a customer's line stands.
    #[must_use]
    pub fn customer(&self, contact: ContactId) -> Option<CustomerLine> {
        self.customers.get(&contact).copied()
    }

    /// Gives how an agent's line stands.
    #[must_use]
    pub fn leg(&self, leg: LegId) -> Option<AgentLine> {
        self.legs.get(&leg).copied()
    }

    /// Says whether the customer hears the agent.
    #[must_use]
    pub fn customer_hears_agent(&self, contact: ContactId) -> bool {
        match self.customers.get(&contact) {
            Some(CustomerLine::Up { leg, held: false, .. }) => {
                self.legs.get(leg) == Some(&AgentLine::Up { muted: false })
            }
            Some(
                CustomerLine::Dialled { .. }
                | CustomerLine::Waiting
                | CustomerLine::Ringing { .. }
                | CustomerLine::Up { .. }
                | CustomerLine::HungUp,
            )
            | None => false,
        }
    }

    /// Says what the recording gets, if one runs.
    #[must_use]
    pub fn recording_gets(&self, contact: ContactId) -> Option<RecordingGets> {
        match self.customers.get(&contact) {
            Some(CustomerLine::Up { held, masked, recorded: true, .. }) => {
                Some(if *held || *masked { RecordingGets::Silence } else { RecordingGets::Call })
            }
            Some(
                CustomerLine::Dialled { .. }
                | CustomerLine::Waiting
                | CustomerLine::Ringing { .. }
                | CustomerLine::Up { .. }
                | CustomerLine::HungUp,
            )
            | None => None,
        }
    }

    fn report(&mut self, report: LineReport) {
        self.reports.push_back(report);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    fn dial(&mut self, session: AgentSessionId, leg: LegId, station: &Station) {
        let reached = !station.id.starts_with(UNREACHABLE)
            && !station.phone_number.text().starts_with(UNREACHABLE);
        let (line, report) = if reached {
            (AgentLine::Dialling, LineReport::LegAnswered { leg })
        } else {
            (AgentLine::HungUp, LineReport::LegFailed { leg })
        };
        self.legs.insert(leg, line);
        self.leg_of.insert(session, leg);
        self.report(report);
    }

    fn leg_up(&mut self, leg: LegId) -> Result<(), LineError> {
        match self.legs.get_mut(&leg) {
            Some(line @ AgentLine::Dialling) => {
                *line = AgentLine::Up { muted: false };
                Ok(())
            }
            Some(AgentLine::HungUp) => Ok(()),
            Some(AgentLine::Up { .. }) => Err(LineError::WrongLeg(leg)),
            None => Err(LineError::NoSuchLeg(leg)),
        }
    }

    fn leg_down(&mut self, session: AgentSessionId, leg: LegId) -> Result<(), LineError> {
        self.leg_of.remove(&session);
        self.legs.remove(&leg).map(|_| ()).ok_or(LineError::NoSuchLeg(leg))
    }

    fn mute(&mut self, session: AgentSessionId, mute: bool) -> Result<(), LineError> {
        let leg = *self.leg_of.get(&session).ok_or(LineError::NoLeg(session))?;
        match self.legs.get_mut(&leg) {
            Some(AgentLine::Up { muted }) if *muted != mute => {
                *muted = mute;
                Ok(())
            }
            Some(AgentLine::HungUp) => Ok(()),
            Some(AgentLine::Dialling | AgentLine::Up { .. }) | None => {
                Err(LineError::WrongLeg(leg))
            }
        }
    }

    fn ring(&mut self, contact: ContactId, session: AgentSessionId) -> Result<(), LineError> {
        let leg = *self.leg_of.get(&session).ok_or(LineError::NoLeg(session))?;
        match self.legs.get(&leg) {
            Some(AgentLine::Up { .. } | AgentLine::HungUp) => {}
            Some(AgentLine::Dialling) | None => return Err(LineError::NoLeg(session)),
        }
        self.change(contact, |line| match line {
            CustomerLine::Waiting => Some(CustomerLine::Ringing { leg }),
            CustomerLine::Dialled { .. }
            | CustomerLine::Ringing { .. }
            | CustomerLine::Up { .. }
            | CustomerLine::HungUp => None,
        })
    }

    /// A contact that was reserved for an agent goes back as one that rang: its line waits.
    fn wait_again(&mut self, contact: ContactId) -> Result<(), LineError> {
        self.change(contact, |line| match line {
            CustomerLine::Waiting | CustomerLine::Ringing { .. } => Some(CustomerLine::Waiting),
            CustomerLine::Dialled { .. } | CustomerLine::Up { .. } | CustomerLine::HungUp => None,
        })
    }

    fn connect(&mut self, contact: ContactId) -> Result<(), LineError> {
        self.change(contact, |line| match line {
            CustomerLine::Ringing { leg } => {
                Some(CustomerLine::Up { leg, held: false, masked: false, recorded: false })
            }
            CustomerLine::Dialled { .. }
            | CustomerLine::Waiting
            | CustomerLine::Up { .. }
            | CustomerLine::HungUp => None,
        })
    }

    fn hold(&mut self, contact: ContactId, hold: bool) -> Result<(), LineError> {
        self.change(contact, |line| match line {
            CustomerLine::Up { leg, held, masked: false, recorded } if held != hold => {
                Some(CustomerLine::Up { leg, held: hold, masked: false, recorded })
            }
            CustomerLine::Dialled { .. }
            | CustomerLine::Waiting
            | CustomerLine::Ringing { .. }
            | CustomerLine::Up { .. }
            | CustomerLine::HungUp => None,
        })
    }

    fn mask(&mut self, contact: ContactId, mask: bool) -> Result<(), LineError> {
        self.change(contact, |line| match line {
            CustomerLine::Up { leg, held: false, masked, recorded } if masked != mask => {
                Some(CustomerLine::Up { leg, held: false, masked: mask, recorded })
            }
            CustomerLine::Dialled { .. }
            | CustomerLine::Waiting
            | CustomerLine::Ringing { .. }
            | CustomerLine::Up { .. }
            | CustomerLine::HungUp => None,
        })
    }

    fn record(&mut self, contact: ContactId) -> Result<(), LineError> {
        self.change(contact, |line| match line {
            CustomerLine::Up { leg, held, masked, recorded: false } => {
                Some(CustomerLine::Up { leg, held, masked, recorded: true })
            }
            CustomerLine::Dialled { .. }
            | CustomerLine::Waiting
            | CustomerLine::Ringing { .. }
            | CustomerLine::Up { .. }
            | CustomerLine::HungUp => None,
        })
    }

    fn drop_line(&mut self, contact: ContactId) -> Result<(), LineError> {
        self.inside.remove(&contact);
        self.goes_on.retain(|_, now| *now != contact);
        self.customers.remove(&contact).map(|_| ()).ok_or(LineError::NoSuchLine(contact))
    }

    /// Changes a customer's line as `to` says, which gives nothing for what cannot be done. A line
    /// that has been hung up takes anything: the floor will know of it soon.
    fn change(
        &mut self,
        contact: ContactId,
        to: impl FnOnce(CustomerLine) -> Option<CustomerLine>,
    ) -> Result<(), LineError> {
        let line = self.customers.get_mut(&contact).ok_or(LineError::NoSuchLine(contact))?;
        if *line != CustomerLine::HungUp {
            *line = to(*line).ok_or(LineError::WrongLine(contact))?;
        }
        Ok(())
    }
}

impl Telephony for LineSimulator {
    fn happened(&mut self, fact: &Fact) -> Result<(), TelephonyError> {
        match &fact.happened {
            Happened::ContactArrived { contact, .. } => {
                self.customers.insert(*contact, CustomerLine::Waiting);
            }
            Happened::LegDialled { session, leg, station, .. } => {
                self.dial(*session, *leg, station);
            }
            Happened::LegAnswered { leg, .. } => self.leg_up(*leg)?,
            Happened::LegEnded { session, leg, .. } => self.leg_down(*session, *leg)?,
            Happened::AgentMuted { session } => self.mute(*session, true)?,
            Happened::AgentUnmuted { session } => self.mute(*session, false)?,
            Happened::ContactOffered { contact, session, .. } => self.ring(*contact, *session)?,
            Happened::ContactReturned { contact, .. } => self.wait_again(*contact)?,
            Happened::ContactAnswered { contact } => self.connect(*contact)?,
            Happened::ContactHeld { contact } => self.hold(*contact, true)?,
            Happened::ContactResumed { contact } => self.hold(*contact, false)?,
            Happened::ContactMasked { contact } => self.mask(*contact, true)?,
            Happened::ContactUnmasked { contact } => self.mask(*contact, false)?,
            Happened::RecordingStarted { contact } => self.record(*contact)?,
            // Who was transferred is on another line by now; a call between agents has ended.
            Happened::AfterContactWorkBegan { contact, by: CallEnd::Transferred, .. } => {
                let _ = self.drop_line(*contact);
            }
            Happened::AfterContactWorkBegan { contact, .. } => self.drop_line(*contact)?,
            Happened::ContactClosed { contact, why } => match why {
                ContactClose::WorkDone | ContactClose::WorkTimedOut => {}
                // The line is down already when the agent was working after the call.
                ContactClose::CallEnded(CallEnd::Transferred) | ContactClose::SessionEnded => {
                    let _ = self.drop_line(*contact);
                }
                ContactClose::Abandoned | ContactClose::CallEnded(_) => self.drop_line(*contact)?,
            },
            Happened::ContactDialled { .. }
            | Happened::CallPlaced { .. }
            | Happened::ConsultArrived { .. }
            | Happened::DialAnswered { .. }
            | Happened::ContactTransferred { .. }
            | Happened::FarEndsConnected { .. }
            | Happened::ContactMoved { .. }
            | Happened::ContactJoined { .. }
            | Happened::TonesSent { .. } => self.of_agents_calls(&fact.happened)?,
            Happened::Changed { .. }
            | Happened::AgentSessionStarted { .. }
            | Happened::AgentSessionJoined { .. }
            | Happened::AgentSessionTakenOver { .. }
            | Happened::PageTokenIssued { .. }
            | Happened::SignedIn { .. }
            | Happened::SignInRenewed { .. }
            | Happened::SignInEnded { .. }
            | Happened::PageTokenRevoked { .. }
            | Happened::AgentSessionEnded { .. }
            | Happened::InactivityNoticed { .. }
            | Happened::AgentBecameAvailable { .. }
            | Happened::AgentBecameUnavailable { .. }
            | Happened::NextStateChosen { .. }
            | Happened::AfterContactCodeChosen { .. }
            | Happened::ContactReserved { .. }
            | Happened::AgentTurnedTo { .. }
            | Happened::WorkGoesOn { .. }
            | Happened::ContactSeparated { .. }
            | Happened::CustomDataSet { .. }
            | Happened::ClientDataKept { .. }
            | Happened::FeedbackSubmitted { .. }
            | Happened::TokenKeyOrdered { .. }
            | Happened::DispositionRecorded { .. } => {}
        }
        Ok(())
    }

    fn recovered(&mut self, floor: &Floor) {
        self.stand_as(floor);
    }

    fn poll_report(&mut self, context: &mut Context<'_>) -> Poll<Command> {
        if let Some(report) = self.reports.pop_front() {
            return Poll::Ready(Command::Line(report));
        }
        self.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

fn is_number(text: &str) -> bool {
    text.len() <= MOST_NUMBER_CHARS
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"+*#".contains(&byte))
}
