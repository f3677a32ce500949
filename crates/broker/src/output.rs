use std::{fmt, rc::Rc};

use cordboard_protocol::page::{
    Acknowledge, CardFault, CommandWord, ContactCard, ContactId, SessionInfo,
};

use crate::{AgentSessionNumber, CallCommand, CommandNumber, EventHandle, Ignored, Origin, PageId};

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// To that origin alone, never `*`.
    Post {
        /// To whose window.
        page: PageId,
        /// The origin from which the page registered.
        origin: Origin,
        /// What.
        message: ToPage,
    },
    /// What the agent's own button would do. Tell what became of it by
    /// [`crate::Input::CommandOutcome`].
    Command {
        /// Its number.
        number: CommandNumber,
        /// Who asked, for the record; nothing means the agent.
        page: Option<PageId>,
        /// On which contact; nothing for mute and unmute, which belong to the agent's leg.
        contact: Option<ContactId>,
        /// What.
        command: CallCommand,
    },
    /// For the contact's card.
    Card {
        /// Who sent it, for the record.
        page: PageId,
        /// Whose card.
        contact: ContactId,
        /// What is new on it.
        card: ContactCard,
    },
    /// A token of the current agent session is to be made for the page; answer by
    /// [`crate::Input::SessionToken`].
    WantSessionToken {
        /// For which page.
        page: PageId,
        /// To be given back with the token.
        agent_session: AgentSessionNumber,
    },
    /// A page has gone: its token is to be ended.
    EndSessionToken {
        /// Whose it was.
        page: PageId,
        /// The token.
        token: String,
    },
    /// For the console at warning level, to the letter (its `Display`), and for the record.
    Warn {
        /// Who caused it.
        page: PageId,
        /// What.
        warning: Warning,
    },
    /// For the record.
    Note {
        /// Who caused it; nothing when it was the agent's own button.
        page: Option<PageId>,
        /// What.
        note: Note,
    },
}

/// A message to a page.
///
/// # Source
/// P24
#[derive(Debug, Clone, PartialEq)]
pub struct ToPage {
    /// The contact id passed or found.
    pub contact_id: Option<ContactId>,
    /// What it holds.
    pub events: PostedEvents,
}

/// The events of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum PostedEvents {
    /// The answer to a registration, or a new session token: made for this page alone.
    Own(Vec<PostedEvent>),
    /// Events of get-next-event as they came, the same for all pages with the same selection.
    Selected(Selection),
}

/// One event of a message made for one page.
#[derive(Debug, Clone, PartialEq)]
pub enum PostedEvent {
    /// The acknowledgement.
    Acknowledge(Acknowledge),
    /// An event of the ACD, as it came.
    FromAcd(EventHandle),
    /// The session token.
    SessionInfo(SessionInfo),
}

/// Events to be posted in one message.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// The same for all messages with these events of this answer: one array serves them all.
    pub id: u32,
    /// The events, in order.
    pub events: Rc<[EventHandle]>,
    /// Whether these are all events of the answer being handled: its own array will do.
    pub whole: bool,
}

/// What the console is told, to the letter.
///
/// # Source
/// P13, P20
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// A second registration from a kept window.
    AlreadySubscribed {
        /// The second message's issuer, as JavaScript joins it.
        issuer: String,
    },
    /// An entry of `subscriptionTypes` that is none of the words.
    InvalidSubscriptionType {
        /// The entry, as JavaScript joins it.
        entry: String,
    },
}

impl Warning {
    /// Its name in vectors.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::AlreadySubscribed { .. } => "already-subscribed",
            Self::InvalidSubscriptionType { .. } => "invalid-subscription-type",
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The document spells it so.
            Self::AlreadySubscribed { issuer } => write!(
                f,
                "Error processing Client Even Subscription. Issuer: [{issuer}] has already subscribed."
            ),
            Self::InvalidSubscriptionType { entry } => {
                write!(f, "Invalid subscription type: [{entry}]")
            }
        }
    }
}

/// What the record is told, in words (its `Display`); it holds nothing of a customer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Note {
    /// Foreign traffic that was probably meant otherwise (P8).
    NearMiss {
        /// The message type as it was posted.
        said: String,
        /// What was probably meant.
        meant: &'static str,
    },
    /// The page posts beyond its budget and is not heard until it slows down; said once per
    /// flood. Also to be said to the agent (P34).
    Flood,
    /// A message from an origin that the page's entry does not name (P11); said once per origin
    /// and document.
    OriginNotHeard {
        /// From where it came.
        origin: Origin,
    },
    /// The page lacks a grant for what it asked (P27, P41, P43).
    NotGranted {
        /// The grant's name in the configuration.
        grant: &'static str,
    },
    /// The page's token could not be had; its answer went without (P27).
    NoSessionToken,
    /// A command did nothing (P39).
    CommandIgnored {
        /// The command.
        command: CommandWord,
        /// Why.
        why: Ignored,
    },
    /// A command was sent, and neither an answer nor an event showed that it was done.
    CommandUnsettled {
        /// The command.
        command: CallCommand,
    },
    /// A command was refused by the ACD or did not reach it.
    CommandFailed {
        /// The command.
        command: CallCommand,
    },
    /// A contact card changed nothing (P44).
    CardRefused {
        /// Why.
        why: CardFault,
    },
}

impl Note {
    /// Its name in vectors and in the record.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NearMiss { .. } => "near-miss",
            Self::Flood => "flood",
            Self::OriginNotHeard { .. } => "origin-not-heard",
            Self::NotGranted { .. } => "not-granted",
            Self::NoSessionToken => "no-session-token",
            Self::CommandIgnored { .. } => "command-ignored",
            Self::CommandUnsettled { .. } => "command-unsettled",
            Self::CommandFailed { .. } => "command-failed",
            Self::CardRefused { .. } => "card-refused",
        }
    }

    /// The one word that tells two notes of a name apart: what was meant, the grant, why.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::NearMiss { meant, .. } => Some(meant),
            Self::OriginNotHeard { origin } => Some(origin.as_str()),
            Self::NotGranted { grant } => Some(grant),
            Self::CommandIgnored { why, .. } => Some(why.name()),
            Self::CommandUnsettled { command } | Self::CommandFailed { command } => {
                Some(command.name())
            }
            Self::CardRefused { why } => Some(why.name()),
            Self::Flood | Self::NoSessionToken => None,
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NearMiss { said, meant } => {
                write!(f, "unknown message type {said:?}; probably {meant} was meant")
            }
            Self::Flood => {
                f.write_str("posts too many messages; what is beyond its budget is dropped")
            }
            Self::OriginNotHeard { origin } if origin.is_opaque() => f.write_str(
                "not heard: it has no origin to answer to (its sandbox lacks allow-same-origin)",
            ),
            Self::OriginNotHeard { origin } => {
                write!(f, "not heard: its entry does not name the origin {origin}")
            }
            Self::NotGranted { grant } => write!(f, "its entry does not grant {grant}"),
            Self::NoSessionToken => f.write_str("no session token could be had for it"),
            Self::CommandIgnored { command, why } => {
                write!(f, "{} did nothing: {why}", command.name())
            }
            Self::CommandUnsettled { command } => {
                write!(f, "{} was sent, but no event shows it done", command.name())
            }
            Self::CommandFailed { command } => write!(f, "{} failed", command.name()),
            Self::CardRefused { why } => write!(f, "contact card not taken: {}", why.name()),
        }
    }
}
