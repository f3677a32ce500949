//! What was asked and answered, in the order in which it was noted.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    sync::{Mutex, PoisonError},
};

use cordboard_client::call::ContactAction;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::{sync::watch, time::Instant};

/// All that the clients of a server know of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// In the order in which they were noted.
    pub entries: Vec<Entry>,
}

/// One thing that was noted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Milliseconds since the record began.
    pub at_ms: u64,
    /// Who noted it.
    pub who: Who,
    /// What.
    pub noted: Noted,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Who {
    /// An agent, by its place in the plan. One request follows the other's answer.
    Agent(usize),
    /// A customer.
    Customer(u64),
    /// Who changes the configuration. One request follows the other's answer.
    Administrator,
    /// Whoever starts and kills the server.
    Operator,
}

/// What is noted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Noted {
    /// Before it is sent.
    Sent(Request),
    /// When its answer is there, or surely will not come.
    Answered {
        /// The place of what was sent.
        to: usize,
        /// The HTTP status; `None` when no answer came, or none to its end.
        status: Option<u16>,
        /// JSON, or null.
        body: Value,
    },
    /// What concerns all.
    Mark(Mark),
}

/// What concerns all who ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// The server has ended or was killed.
    Down,
    /// The server has been started again.
    Up,
    /// The server's disk fails from here on, until it is started again: it may forget who has polled what.
    Trouble,
    /// Nobody sends commands from here on.
    Halted,
    /// Work goes on.
    Resumed,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// A token by name and password.
    LogIn,
    /// A token for the last refresh token, which nobody has sent before.
    Refresh,
    /// An agent session.
    Start,
    /// A further id of the agent session.
    Join,
    /// The next events.
    Poll {
        /// The session id.
        session: String,
    },
    /// A command within an agent session.
    Agent {
        /// The session id.
        session: String,
        /// What.
        command: AgentRequest,
    },
    /// A customer calls.
    PlaceCall {
        /// The skill called.
        skill: u64,
        /// The caller's number, another one for each call.
        ani: String,
    },
    /// A customer hangs up.
    HangUp {
        /// Which contact.
        contact: u64,
    },
    /// A customer listens.
    ReadCall {
        /// Which contact.
        contact: u64,
    },
    /// The first administrator is made.
    Init,
    /// An administrator's token by name and password.
    LogInAdministrator,
    /// An agent's first name becomes a number.
    Rename {
        /// The agent's place in the plan.
        agent: usize,
        /// Greater than all before it.
        number: u64,
    },
    /// An agent's entry is read.
    ReadAgent {
        /// The agent's place in the plan.
        agent: usize,
    },
    /// What became of a contact is read.
    ReadContact {
        /// Which.
        contact: u64,
    },
}

/// What an agent asks for within an agent session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentRequest {
    /// Does something with a contact.
    Contact {
        /// Which.
        contact: u64,
        /// What.
        action: CallAction,
    },
    /// Records an outcome.
    Disposition {
        /// Of which contact.
        contact: u64,
        /// Which.
        disposition: u64,
        /// The agent's notes, other ones each time.
        notes: String,
    },
    /// Sets the agent's state.
    State {
        /// Available, or Unavailable.
        available: bool,
        /// The code's name, or empty.
        reason: String,
    },
    /// Has the agent's phone dialled.
    DialLeg,
    /// Hangs the agent's phone up.
    EndLeg,
    /// Mutes the agent.
    Mute,
    /// Lets the agent be heard again.
    Unmute,
    /// Ends the agent session, with its contacts.
    End,
}

/// What an agent does with a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CallAction {
    /// Answers it.
    Accept,
    /// Refuses it.
    Reject,
    /// Puts it on hold.
    Hold,
    /// Takes it back.
    Resume,
    /// Gives the recording silence.
    Mask,
    /// Gives the recording sound again.
    Unmask,
    /// Starts recording.
    Record,
    /// Hangs up.
    End,
}

impl CallAction {
    pub(crate) fn of_client(self) -> ContactAction {
        match self {
            Self::Accept => ContactAction::Accept,
            Self::Reject => ContactAction::Reject,
            Self::Hold => ContactAction::Hold,
            Self::Resume => ContactAction::Resume,
            Self::Mask => ContactAction::Mask,
            Self::Unmask => ContactAction::Unmask,
            Self::Record => ContactAction::Record,
            Self::End => ContactAction::End,
        }
    }
}

impl Record {
    /// Writes it, one entry a line.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        for entry in &self.entries {
            serde_json::to_writer(&mut *to, entry)?;
            to.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Gives how many commands of agents were sent from an entry on and have been acknowledged.
    #[must_use]
    pub fn acknowledged_since(&self, since: usize) -> usize {
        let later = self.entries.iter().skip(since);
        let acknowledged = later.filter(|entry| match entry.noted {
            Noted::Answered { to, status: Some(202), .. } if to >= since => {
                let sent = self.entries.get(to).map(|sent| &sent.noted);
                matches!(sent, Some(Noted::Sent(Request::Agent { .. })))
            }
            Noted::Answered { .. } | Noted::Sent(_) | Noted::Mark(_) => false,
        });
        acknowledged.count()
    }

    /// Gives how many requests were answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        let answered =
            |entry: &&Entry| matches!(entry.noted, Noted::Answered { status: Some(_), .. });
        self.entries.iter().filter(answered).count()
    }
}

/// Notes what happens, from many tasks at once.
#[derive(Debug)]
pub struct Recorder {
    began: Instant,
    record: Mutex<Record>,
    answered: watch::Sender<usize>,
}

impl Default for Recorder {
    fn default() -> Self {
        Self { began: Instant::now(), record: Mutex::default(), answered: watch::Sender::new(0) }
    }
}

impl Recorder {
    /// Notes one thing, and gives its place.
    pub fn note(&self, who: Who, noted: Noted) -> usize {
        let at_ms = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let is_answer = matches!(noted, Noted::Answered { status: Some(_), .. });
        let place = {
            let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
            record.entries.push(Entry { at_ms, who, noted });
            record.entries.len() - 1
        };
        if is_answer {
            self.answered.send_modify(|count| *count += 1);
        }
        place
    }

    /// Waits until so many more requests have been answered.
    pub async fn more_answered(&self, more: usize) {
        let mut answered = self.answered.subscribe();
        let goal = *answered.borrow() + more;
        // The sender lives as long as `self`.
        let _ = answered.wait_for(|count| *count >= goal).await;
    }

    /// Gives the contacts for which outcomes were sent from an entry on, and the entry up to which it looked.
    pub(crate) fn dispositions_since(&self, since: usize) -> (BTreeSet<u64>, usize) {
        let record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = record.entries.iter().skip(since).filter_map(|entry| match &entry.noted {
            Noted::Sent(Request::Agent {
                command: AgentRequest::Disposition { contact, .. },
                ..
            }) => Some(*contact),
            Noted::Sent(_) | Noted::Answered { .. } | Noted::Mark(_) => None,
        });
        (sent.collect(), record.entries.len())
    }

    /// Gives what was noted up to now.
    #[must_use]
    pub fn record(&self) -> Record {
        self.record.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
