//! What the signals of an agent session hold.

use cordboard_protocol::events::{AgentLegStatus, CurrentState};

/// How far the desktop is with its agent session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Phase {
    /// Nobody is logged in.
    #[default]
    LoggedOut,
    /// A log-in is under way.
    LoggingIn,
    /// After a reload: the agent session is joined again.
    Restoring,
    /// The agent works here.
    Working,
    /// The agent works elsewhere; `take_over` brings the work here.
    Elsewhere {
        /// Where.
        place: Place,
        /// Whether it was taken away from here, rather than found elsewhere.
        is_taken_over: bool,
    },
    /// The agent session is over.
    Ended {
        /// Why, in words.
        message: String,
    },
}

/// Where else an agent can work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Another tab or window of this browser.
    Tab,
    /// Another browser or computer.
    Computer,
}

/// The agent's state as it is now.
///
/// # Units
/// `since_ms` in milliseconds of the server's clock since the Unix epoch, `acw_timeout_s` in seconds.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentStateNow {
    /// What the agent does.
    pub current: CurrentState,
    /// The unavailable code's name, or empty.
    pub out_reason: String,
    /// Since when.
    pub since_ms: Option<f64>,
    /// Whether this is after-contact work.
    pub is_acw: bool,
    /// How long after-contact work may take, when it is limited.
    pub acw_timeout_s: Option<u64>,
    /// What follows when the contact is done.
    pub next: Vec<PendingState>,
    /// Whether after-contact work follows.
    pub next_is_acw: bool,
}

/// A state that follows when the contact is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingState {
    /// `Available` or `Unavailable`.
    pub state: CurrentState,
    /// The unavailable code's name, or empty.
    pub out_reason: String,
}

/// The agent's own phone connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    /// Names this connection.
    pub id: u64,
    /// How far it is.
    pub status: AgentLegStatus,
}

/// Whether the server is reached.
///
/// # Units
/// `since_ms` in milliseconds of the server's clock since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Network {
    /// It is.
    #[default]
    Online,
    /// It is not; the desktop goes on trying.
    Lost {
        /// Since when.
        since_ms: f64,
        /// How many attempts failed.
        attempt: u32,
    },
}

/// Something to tell the agent in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Names it.
    pub id: u64,
    /// What to read.
    pub text: String,
    /// How grave it is.
    pub level: Level,
}

/// How grave a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Good to know.
    Information,
    /// Something did not work.
    Failure,
}

/// Where the agent's phone is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Station {
    /// A telephone number.
    Phone(String),
    /// A station known to the server by its id.
    Id(String),
}

impl Default for Station {
    fn default() -> Self {
        Self::Phone(String::new())
    }
}
