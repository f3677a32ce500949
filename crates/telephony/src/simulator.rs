//! Lines that carry nothing: no sockets, no sound, but honest states.

use std::{
    collections::VecDeque,
    task::{Context, Poll, Waker},
};

use cordboard_acd::{Command, ContactId, Fact, Private, SkillId, command::LineReport};
use thiserror::Error;

use crate::Telephony;

/// Simulates the lines of customers and agents.
#[derive(Debug, Default)]
pub struct LineSimulator {
    reports: VecDeque<LineReport>,
    waker: Option<Waker>,
}

/// Says why a line did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LineError {
    /// No customer is on the line with this contact.
    #[error("no customer is on the line with contact {0}")]
    NoSuchLine(ContactId),
    /// A phone number is empty, too long, or holds more than digits, `+`, `*` and `#`.
    #[error("not a phone number")]
    NotAPhoneNumber,
}

impl LineSimulator {
    /// Makes a simulator without lines.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A customer calls: gives the command that reports it. The fact `ContactArrived` that it
    /// yields names the contact.
    ///
    /// # Errors
    /// [`LineError::NotAPhoneNumber`].
    pub fn call(&mut self, skill: SkillId, ani: &str, dnis: &str) -> Result<Command, LineError> {
        let report = LineReport::Call {
            skill,
            ani: Private::new(ani),
            dnis: Private::new(dnis),
            priority: None,
        };
        Ok(Command::Line(report))
    }

    /// A customer hangs up: gives the command that reports it.
    ///
    /// # Errors
    /// [`LineError::NoSuchLine`].
    pub fn hang_up(&mut self, contact: ContactId) -> Result<Command, LineError> {
        Ok(Command::Line(LineReport::CustomerHungUp { contact }))
    }
}

impl Telephony for LineSimulator {
    fn happened(&mut self, _fact: &Fact) {}

    fn poll_report(&mut self, context: &mut Context<'_>) -> Poll<Command> {
        if let Some(report) = self.reports.pop_front() {
            return Poll::Ready(Command::Line(report));
        }
        self.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
