use cordboard_protocol::page::{CommandWord, ContactId, Extensions, LooseMessage};

use crate::{Origin, Status};

/// Milliseconds since the driver started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Tick(pub u64);

impl Tick {
    pub(crate) const fn after_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

/// One opened page: a contact panel, a custom workspace, in its frame or popped out. The driver
/// numbers them and never gives a number twice.
///
/// # Source
/// P10
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// What happens.
#[derive(Debug)]
pub enum Input<'a> {
    /// A page is open, its document about to load. For one whose document has long been loaded
    /// (a pop-out that found the desktop again), [`Input::FrameLoaded`] follows at once.
    Opened {
        /// Its number.
        page: PageId,
        /// What its entry says.
        rules: PageRules,
    },
    /// A page is closed: its registration and its token end.
    Closed {
        /// Its number.
        page: PageId,
    },
    /// A page posted a message that [`crate::Broker::admit`] let in.
    Message {
        /// Whose window it came from (`event.source`).
        page: PageId,
        /// What the browser reports, never what the page claims.
        origin: Origin,
        /// What it posted; [`LooseMessage::default`] where that is not an object.
        message: Box<LooseMessage>,
        /// How it came.
        way: Way,
    },
    /// One answer of get-next-event, in order. The values stay with the driver.
    Events {
        /// The length of the whole answer, for splitting posts (P28).
        bytes: u32,
        /// Each event.
        events: &'a [EventHead],
    },
    /// The page's frame has loaded a document (its `load` event).
    FrameLoaded {
        /// Its number.
        page: PageId,
    },
    /// The desktop itself loads the page's document anew: a reload, a pop-out, its way back, or
    /// the agent's wish to reconnect a bare window.
    Reloaded {
        /// Its number.
        page: PageId,
    },
    /// The desktop shows the page, or something else in its place.
    Shown {
        /// Its number.
        page: PageId,
        /// Whether the agent sees it.
        is_shown: bool,
    },
    /// The desktop wants to close the page: it goes when [`crate::Output::Remove`] says so.
    Closing {
        /// Its number.
        page: PageId,
    },
    /// An agent session began, or the desktop joined one.
    AgentSessionStarted,
    /// The agent session is over.
    AgentSessionEnded,
    /// The answer to [`crate::Output::WantSessionToken`].
    SessionToken {
        /// For which page.
        page: PageId,
        /// As in the output.
        agent_session: AgentSessionNumber,
        /// The token, or nothing when it could not be had.
        token: Option<String>,
    },
    /// The agent turned to another contact.
    Focus(Option<ContactId>),
    /// What the agent may do; until told, nothing.
    Permissions(Permissions),
    /// The agent pressed one of the call buttons: goes the same way as a page's command.
    Pressed {
        /// The contact whose button it is; nothing means the one in focus.
        contact: Option<ContactId>,
        /// The button.
        word: CommandWord,
    },
    /// What became of the request that [`crate::Output::Command`] asked for.
    CommandOutcome {
        /// As in the output.
        number: CommandNumber,
        /// What the agent API answered.
        outcome: Outcome,
    },
    /// The moment that [`crate::Broker::poll_timeout`] named has come.
    Timeout,
}

/// How a page's message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From its window to the desktop's, perhaps with a port that the page transferred. A port
    /// that is not used any more is ended by [`crate::Output::EndPort`].
    Window {
        /// The first port that was transferred.
        port: Option<PortNumber>,
    },
    /// Over a port, with the origin of the registration that it came with.
    Port(PortNumber),
}

/// The driver's number for a port that a page transferred; never given twice.
///
/// # Source
/// P52
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortNumber(pub u32);

/// What a page's entry in the configuration says, and what the driver can do for it.
///
/// # Source
/// P11
#[derive(Debug, Clone, PartialEq)]
pub struct PageRules {
    /// From where it is heard, and to where it is answered; nowhere else.
    pub origins: Vec<Origin>,
    /// What it may have beside events.
    pub grants: Grants,
    /// Where it lives.
    pub kind: PageKind,
    /// Which extensions it gets where it asks for them.
    pub extensions: Extensions,
}

impl PageRules {
    /// Whether what comes from that origin is heard.
    ///
    /// # Source
    /// P11
    #[must_use]
    pub fn hears(&self, origin: &Origin) -> bool {
        self.origins.contains(origin) && !origin.is_opaque()
    }
}

/// The two places that hold a page.
///
/// # Source
/// P1, P3
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// A contact panel, with its contact.
    Panel(ContactId),
    /// A custom workspace.
    Workspace,
}

/// What a page may have beside events; by default none of it.
///
/// # Source
/// P27, P41, P43
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Grants {
    /// `session-token`
    pub session_token: bool,
    /// `call-commands`
    pub call_commands: bool,
    /// `contact-card`
    pub contact_card: bool,
}

/// Which buttons the agent's permissions show; by default none of these.
///
/// # Source
/// P39
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four independent permissions of the agent API")]
pub struct Permissions {
    /// `MuteAgent` is `Enable`.
    pub mute: bool,
    /// `Masking` is `Enable`.
    pub mask: bool,
    /// `RecordContact` is `Enable`.
    pub record: bool,
    /// `HideInboundHangup` is not set.
    pub hang_up_inbound: bool,
}

impl Permissions {
    /// Every button.
    pub const ALL: Self = Self { mute: true, mask: true, record: true, hang_up_inbound: true };
}

/// The driver's number for an event it keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventHandle(pub u32);

/// All that the broker needs to know of an event; [`crate::classify`] makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventHead {
    /// Where the driver keeps it.
    pub event: EventHandle,
    /// What it is about.
    pub subject: Subject,
}

/// What an event is about.
///
/// # Source
/// P30, P32
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The agent's state.
    AgentState,
    /// A picture of the session begins; what was held is void.
    AgentSessionStart,
    /// The agent's leg is muted or not.
    Mute {
        /// `AgentMuted`
        muted: bool,
    },
    /// Anything else that names no contact.
    Agent,
    /// A contact's own event, which is its current state.
    Contact(ContactState),
    /// Names a contact without being its state: `PopURL`, `Indicator`, ...
    AboutContact {
        /// The contact; nothing when the name is no contact id.
        id: Option<ContactId>,
    },
}

/// What a contact's own event says.
///
/// # Source
/// P2, P32, P39
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four independent flags of the event")]
pub struct ContactState {
    /// The contact.
    pub id: ContactId,
    /// Whether it is a call: only calls have call controls.
    pub is_call: bool,
    /// Its status.
    pub status: Status,
    /// Whether it is closed with this event.
    pub is_final: bool,
    /// Whether the customer came to us.
    pub is_inbound: bool,
    /// Whether the agent records it.
    pub is_recording: bool,
}

/// Numbers the agent sessions of this desktop, so that a token that comes late is not taken for
/// a later session's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AgentSessionNumber(pub(crate) u32);

/// Numbers the commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CommandNumber(pub u32);

/// What the agent API answered to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 202: an event will show it.
    Accepted,
    /// Refused, or not reached: nothing will come of it.
    Failed,
}
