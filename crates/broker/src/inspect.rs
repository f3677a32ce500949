//! What the message inspector says of a message: what was done with it, and why not, in one
//! plain sentence.
//!
//! A driver that shows its messages to somebody collects, for each one that a page posts, its
//! [`Shape`], the page's [`Standing`] before it, and the [`Deed`]s that came of it;
//! [`Heard::explain`] puts them into words. What the host posts is explained by
//! [`explain_posted`], what was not heard by [`explain_not_heard`] and the like. Nothing here
//! changes anything, and nothing of it is called while nobody looks.

mod card;
mod command;
mod foreign;
mod nearest;
mod not_heard;
mod posted;
mod receipt;
mod registration;
mod words;

use cordboard_protocol::page::{
    Acknowledge, CommandWord, ContactId, KEYS_READ, Loose, LooseMessage, MessageType,
};

use crate::{
    CallCommand, Note, Outcome, Output, PageId, PostedEvent, PostedEvents, Standing, Warning,
};

pub use command::explain_sent;
pub use not_heard::{explain_flood, explain_not_heard, explain_stray};
pub use posted::{PostedBrief, explain_posted};
pub(crate) use registration::types_in_words;

/// How many keys of a posted object are looked at for what was probably meant: no message of the
/// protocol has ten.
pub const KEYS_LOOKED_AT: usize = 32;

/// What is said of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Whether there is something to mend.
    pub level: Level,
    /// What was done and why not, as one plain sentence.
    pub sentence: String,
    /// The clause of `docs/page-protocol.md` that says so.
    pub clause: &'static str,
}

/// Whether there is something to mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It did what it says.
    Fine,
    /// It did, but not all of it as it was probably meant.
    Remark,
    /// Nothing was done, or it was refused.
    Problem,
}

impl Level {
    /// Its name in an exported log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Remark => "remark",
            Self::Problem => "problem",
        }
    }
}

/// What a page posted, as far as a [`LooseMessage`] does not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// An object, with its first [`KEYS_LOOKED_AT`] keys.
    Object(Vec<Key>),
    /// A text.
    Text {
        /// Whether `messageType` stands in it, as in an object made a text.
        names_type: bool,
    },
    /// Anything else.
    Other,
}

/// One key of a posted object.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// Its value, where that is a short text.
    pub text: Option<String>,
    /// Whether its value is an object that has a `messageType` itself.
    pub holds_type: bool,
}

/// Something that was done about a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// The registration was answered.
    Answered(Acknowledge),
    /// The answer waits for the session token.
    AwaitsToken,
    /// The console was warned.
    Warned(Warning),
    /// The record was told.
    Noted(Note),
    /// A command was sent to the agent API.
    Sent(CallCommand, Option<ContactId>),
    /// The contact's card was changed.
    CardShown(ContactId),
}

impl Deed {
    /// What an output does about a message of that page, if anything.
    #[must_use]
    pub fn of(page: PageId, output: &Output) -> Option<Self> {
        match output {
            Output::Post { page: its, message, .. } if *its == page => {
                let PostedEvents::Own(events) = &message.events else { return None };
                let Some(PostedEvent::Acknowledge(acknowledge)) = events.first() else {
                    return None;
                };
                Some(Self::Answered(acknowledge.clone()))
            }
            Output::WantSessionToken { page: its, .. } if *its == page => Some(Self::AwaitsToken),
            Output::Warn { page: its, warning } if *its == page => {
                Some(Self::Warned(warning.clone()))
            }
            Output::Note { page: Some(its), note } if *its == page => {
                Some(Self::Noted(note.clone()))
            }
            Output::Command { page: Some(its), contact, command, .. } if *its == page => {
                Some(Self::Sent(*command, *contact))
            }
            Output::Card { page: its, contact, .. } if *its == page => {
                Some(Self::CardShown(*contact))
            }
            Output::Post { .. }
            | Output::EndPort { .. }
            | Output::Remove { .. }
            | Output::WantSessionToken { .. }
            | Output::EndSessionToken { .. }
            | Output::Warn { .. }
            | Output::Note { .. }
            | Output::Command { .. }
            | Output::Card { .. } => None,
        }
    }

    /// Whether it is about this message, and not about an earlier command of the same page.
    #[must_use]
    pub fn is_about(&self, message: &LooseMessage) -> bool {
        let word = match self {
            Self::Noted(Note::CommandUnsettled { .. } | Note::CommandFailed { .. }) => {
                return false;
            }
            Self::Noted(Note::CommandIgnored { command, .. } | Note::InvalidOn { command }) => {
                *command
            }
            Self::Sent(command, _) => command.word(),
            Self::Answered(_)
            | Self::AwaitsToken
            | Self::Warned(_)
            | Self::Noted(_)
            | Self::CardShown(_) => return true,
        };
        message_type(message) == Some(MessageType::Command(word))
    }
}

/// A message of a page, with what was done about it.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    /// As the broker got it.
    pub message: &'a LooseMessage,
    /// What it looked like.
    pub shape: &'a Shape,
    /// How the page stood when it came.
    pub standing: &'a Standing,
    /// What came of it, in order.
    pub deeds: &'a [Deed],
}

impl Heard<'_> {
    /// Says what was done with it, and why not.
    #[must_use]
    pub fn explain(&self) -> Explanation {
        match message_type(self.message) {
            None => foreign::explain(self),
            Some(MessageType::Register) => registration::explain(self),
            Some(MessageType::Unregister) => explain_unregister(self.standing),
            Some(MessageType::ContactCard) => card::explain(self),
            Some(MessageType::Command(word)) => command::explain(self, word),
        }
    }

    /// Its type in a few words, for a list.
    #[must_use]
    pub fn kind(&self) -> String {
        match (&self.message.message_type, self.shape) {
            (_, Shape::Text { .. }) => "(text)".into(),
            (_, Shape::Other) => "(no object)".into(),
            (Loose::Text(said) | Loose::LongText(said), Shape::Object(_)) => words::cut(said),
            (_, Shape::Object(_)) => "(no messageType)".into(),
        }
    }

    /// The command that it asked for and that waits for another.
    #[must_use]
    pub fn waits(&self) -> Option<CommandWord> {
        let Some(MessageType::Command(word)) = message_type(self.message) else { return None };
        let is_idle = |deed: &Deed| matches!(deed, Deed::Noted(Note::InvalidRequestId));
        self.deeds.iter().all(is_idle).then_some(word)
    }

    fn notes(&self) -> impl Iterator<Item = &Note> {
        self.deeds.iter().filter_map(|deed| {
            let Deed::Noted(note) = deed else { return None };
            Some(note)
        })
    }

    fn missing_grant(&self, wanted: &str) -> bool {
        self.notes().any(|note| matches!(note, Note::NotGranted { grant } if *grant == wanted))
    }

    /// A key that is not read and was probably meant to be `known`.
    fn misspelt_key(&self, known: &'static str) -> Option<&str> {
        let Shape::Object(keys) = self.shape else { return None };
        let is_it = |name: &str| name != known && nearest::nearest(name, [known]).is_some();
        let is_other = |name: &str| KEYS_READ.contains(&name);
        keys.iter().map(|key| key.name.as_str()).find(|name| is_it(name) && !is_other(name))
    }
}

/// What became of a command after it was sent.
#[must_use]
pub fn explain_outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "The server has taken it; an event will show it done.",
        Outcome::Failed => "It failed: the server refused it or was not reached.",
    }
}

/// What is noted about a page apart from a message of its own.
#[must_use]
pub fn explain_note(note: &Note) -> Explanation {
    let clause = match note {
        Note::NearMiss { .. } => "P8",
        Note::Flood => "P34",
        Note::OriginNotHeard { .. } => "P11",
        Note::NotGranted { .. } => "P41",
        Note::NoSessionToken => "P27",
        Note::CommandIgnored { .. } => "P39",
        Note::CommandUnsettled { .. } | Note::CommandFailed { .. } => "P36",
        Note::CardRefused { .. } => "P44",
        Note::ExtensionNotGranted { .. } => "P45",
        Note::InvalidRequestId => "P46",
        Note::InvalidOn { .. } => "P47",
        Note::NotRecovered { .. } => "P49",
    };
    problem(words::sentence(&note.to_string()), clause)
}

fn explain_unregister(standing: &Standing) -> Explanation {
    if standing.is_registered() {
        fine("The registration has ended; that is not answered.".into(), "P21")
    } else {
        remark("There was nothing to end: the page was not registered.".into(), "P21")
    }
}

fn message_type(message: &LooseMessage) -> Option<MessageType> {
    let Loose::Text(name) = &message.message_type else { return None };
    MessageType::parse(name)
}

const fn fine(sentence: String, clause: &'static str) -> Explanation {
    Explanation { level: Level::Fine, sentence, clause }
}

const fn remark(sentence: String, clause: &'static str) -> Explanation {
    Explanation { level: Level::Remark, sentence, clause }
}

const fn problem(sentence: String, clause: &'static str) -> Explanation {
    Explanation { level: Level::Problem, sentence, clause }
}
