use std::{fmt, rc::Rc};

use cordboard_protocol::page::{
    Acknowledge, CardFault, CommandReceipt, CommandWord, ContactCard, ContactFocus, ContactId,
    PageLifecycle, SessionInfo,
};

use crate::{
    AgentSessionNumber, CallCommand, CommandNumber, EventHandle, Ignored, Origin, PageId,
    PortNumber,
};

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
        /// Over which of the page's ports; nothing means to its window.
        port: Option<PortNumber>,
    },
    /// A port is to be closed: its registration is over, or never used it.
    EndPort {
        /// Whose it is.
        page: PageId,
        /// Which.
        port: PortNumber,
    },
    /// The answer to [`crate::Input::Closing`]: the page may go now. Close it by
    /// [`crate::Input::Closed`].
    Remove {
        /// Its number.
        page: PageId,
        /// Whether it was told, and had its time to save.
        was_told: bool,
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
    /// Its place among the registration's messages, where the page asked for one.
    pub place: Option<Place>,
}

/// A message's place among those of its registration.
///
/// # Source
/// P48
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Names the registration; never used twice.
    pub epoch: Rc<str>,
    /// From 1, without gaps.
    pub seq: u64,
}

/// The events of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum PostedEvents {
    /// The answer to a registration, or what the host itself has to say: made for this page alone.
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
    /// What became of a command or card.
    Receipt(CommandReceipt),
    /// To which contact the agent turned.
    Focus(ContactFocus),
    /// Whether the page is shown, or about to go.
    Lifecycle(PageLifecycle),
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
    /// The page asked for an extension that it does not get (P45).
    ExtensionNotGranted {
        /// Why.
        why: NoExtension,
    },
    /// A page that came back does not get what it missed (P49).
    NotRecovered {
        /// Why.
        why: NotRecovered,
    },
    /// A `requestId` that is none: there will be no receipt (P46).
    InvalidRequestId,
    /// A command's `on` is neither `true` nor `false`: it did nothing (P47).
    InvalidOn {
        /// The command.
        command: CommandWord,
    },
}

/// Why a page does not get an extension.
///
/// # Source
/// P45
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoExtension {
    /// `extensions` is no array.
    NoArray,
    /// An entry is none of the words.
    Unknown,
    /// `port`, and no port was transferred.
    NoPort,
    /// It is not to be had here.
    NotHere,
}

impl NoExtension {
    /// Its name in vectors and in the record.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoArray => "no-array",
            Self::Unknown => "unknown",
            Self::NoPort => "no-port",
            Self::NotHere => "not-here",
        }
    }
}

/// Why a page that came back does not get what it missed.
///
/// # Source
/// P49
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotRecovered {
    /// `resume` has no epoch, or no whole number from 1.
    Malformed,
    /// The epoch is none of this page's that is still known.
    UnknownEpoch,
    /// It asks for something else than before, or from another origin.
    AskedOtherwise,
    /// So much came since that it is not kept any more.
    TooLongAgo,
    /// No message of that number was posted.
    NotPosted,
}

impl NotRecovered {
    /// Its name in vectors and in the record.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::UnknownEpoch => "unknown-epoch",
            Self::AskedOtherwise => "asked-otherwise",
            Self::TooLongAgo => "too-long-ago",
            Self::NotPosted => "not-posted",
        }
    }
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
            Self::ExtensionNotGranted { .. } => "extension-not-granted",
            Self::NotRecovered { .. } => "not-recovered",
            Self::InvalidRequestId => "invalid-request-id",
            Self::InvalidOn { .. } => "invalid-on",
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
            Self::ExtensionNotGranted { why } => Some(why.name()),
            Self::NotRecovered { why } => Some(why.name()),
            Self::InvalidOn { command } => Some(command.name()),
            Self::Flood | Self::NoSessionToken | Self::InvalidRequestId => None,
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
            Self::ExtensionNotGranted { why } => f.write_str(match why {
                NoExtension::NoArray => "extensions is no array, so none is granted",
                NoExtension::Unknown => "an entry of extensions names none",
                NoExtension::NoPort => "asks for port and transferred none with its registration",
                NoExtension::NotHere => "asks for an extension that is not to be had here",
            }),
            Self::NotRecovered { why } => {
                f.write_str("came back and gets the full state: ")?;
                f.write_str(match why {
                    NotRecovered::Malformed => "its resume has no epoch or no seq from 1",
                    NotRecovered::UnknownEpoch => "its epoch is not known any more",
                    NotRecovered::AskedOtherwise => "it asks for something else than before",
                    NotRecovered::TooLongAgo => "it missed more than is kept",
                    NotRecovered::NotPosted => "no message of its seq was posted",
                })
            }
            Self::InvalidRequestId => f.write_str(
                "requestId is neither a text of 1 to 128 characters nor a number: no receipt",
            ),
            Self::InvalidOn { command } => {
                write!(f, "{} did nothing: on is neither true nor false", command.name())
            }
        }
    }
}
