use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// The version of the form that this runner knows.
const VERSION: &str = "1.0";

/// One behaviour as data.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Vector {
    schema_version: String,
    /// What it shows, in words.
    pub name: String,
    /// The clauses that it proves, by a comma and a space between them.
    pub source: String,
    /// Why it is so, where that is not plain.
    #[serde(default)]
    pub because: Option<String>,
    /// What is the case at the beginning.
    pub given: Given,
    /// What happens, and what comes of it.
    pub steps: Vec<Step>,
}

/// Why a text is not a vector that this runner can run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VectorError {
    /// Not JSON, or a field is unknown, missing or of a wrong kind.
    #[error("not a vector: {0}")]
    Form(#[from] serde_json::Error),
    /// Another version of the form.
    #[error("unknown schemaVersion {0:?}")]
    Version(String),
    /// Something that its form allows and that makes no sense.
    #[error("step {step}: {what}")]
    Step {
        /// From 0.
        step: usize,
        /// What is wrong.
        what: String,
    },
    /// No step at all: it would prove nothing.
    #[error("no steps")]
    Empty,
}

impl Vector {
    /// What is the case at the beginning, for a host that is told step by step what happens.
    pub(crate) fn beginning(given: Given) -> Self {
        Self {
            schema_version: VERSION.into(),
            name: String::new(),
            source: String::new(),
            because: None,
            given,
            steps: Vec::new(),
        }
    }

    /// Reads a vector.
    ///
    /// # Errors
    /// When this runner does not know all of it.
    pub fn parse(json: &str) -> Result<Self, VectorError> {
        let vector: Self = serde_json::from_str(json)?;
        if vector.schema_version != VERSION {
            return Err(VectorError::Version(vector.schema_version));
        }
        if vector.steps.is_empty() {
            return Err(VectorError::Empty);
        }
        for (number, step) in vector.steps.iter().enumerate() {
            step.action().map_err(|what| VectorError::Step { step: number, what })?;
        }
        Ok(vector)
    }
}

/// What is the case at the beginning.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Given {
    /// The origins of every page that does not name its own.
    pub allowed_origins: Vec<String>,
    /// Pages that are open from the beginning, in the order of their names. Any other page is
    /// opened as a workspace when it is first mentioned.
    #[serde(default)]
    pub pages: BTreeMap<String, PageGiven>,
    /// The agent's permissions; all of them when absent.
    #[serde(default)]
    pub permissions: Option<PermissionsGiven>,
    /// Events by a short name, which may stand for them in `events`.
    #[serde(default)]
    pub events: BTreeMap<String, Box<RawValue>>,
}

/// A page's entry.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PageGiven {
    /// The panel's contact; a workspace when absent.
    #[serde(default)]
    pub panel: Option<u64>,
    /// `given.allowedOrigins` when absent.
    #[serde(default)]
    pub origins: Option<Vec<String>>,
    /// What it may have beside events.
    #[serde(default)]
    pub grants: Vec<GrantGiven>,
    /// Its document has loaded already.
    #[serde(default)]
    pub loaded: bool,
}

/// A grant, spelt as in the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrantGiven {
    SessionToken,
    CallCommands,
    ContactCard,
}

/// The permissions that an agent has; absent means not.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "as broker::Permissions")]
pub struct PermissionsGiven {
    #[serde(default)]
    pub mute: bool,
    #[serde(default)]
    pub mask: bool,
    #[serde(default)]
    pub record: bool,
    #[serde(default)]
    pub hang_up_inbound: bool,
}

/// One thing that happens, and all that comes of it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// When, in milliseconds; the clock moves there first, and what falls due before happens.
    pub at_ms: u64,
    /// To which page it happens.
    #[serde(default)]
    pub page: Option<String>,
    /// From which origin the page posts; the first that it may when absent.
    #[serde(default)]
    pub origin: Option<String>,
    #[serde(default, deserialize_with = "present")]
    post: Option<Box<RawValue>>,
    /// How often the page posts it; once when absent.
    #[serde(default)]
    pub times: Option<u32>,
    /// A new port goes with what the page posts.
    #[serde(default)]
    transfer_port: Option<Yes>,
    /// The page posts over the port that it transferred last.
    #[serde(default)]
    over_port: Option<Yes>,
    #[serde(default)]
    open: Option<PageGiven>,
    #[serde(default)]
    close: Option<Yes>,
    #[serde(default)]
    frame_loaded: Option<Yes>,
    #[serde(default)]
    reload: Option<Yes>,
    #[serde(default)]
    shown: Option<bool>,
    #[serde(default)]
    closing: Option<Yes>,
    #[serde(default)]
    events: Option<Vec<Box<RawValue>>>,
    /// The length of the answer that holds the events; as it is when absent.
    #[serde(default)]
    pub bytes: Option<u32>,
    #[serde(default)]
    agent_session: Option<AgentSessionStep>,
    #[serde(default, deserialize_with = "present")]
    session_token: Option<OrNull<String>>,
    #[serde(default, deserialize_with = "present")]
    focus: Option<OrNull<u64>>,
    #[serde(default)]
    permissions: Option<PermissionsGiven>,
    #[serde(default)]
    outcome: Option<OutcomeStep>,
    #[serde(default)]
    press: Option<PressStep>,
    #[serde(default)]
    wait: Option<Yes>,
    /// All that comes of it, in order.
    pub expect: Vec<Expect>,
}

/// What happens in a step.
#[derive(Debug)]
pub enum Action<'a> {
    /// The page posts this.
    Post(&'a RawValue),
    /// The page is opened.
    Open(&'a PageGiven),
    /// The page is closed.
    Close,
    /// The page's frame has loaded a document.
    FrameLoaded,
    /// The desktop itself reloads the page.
    Reload,
    /// The desktop shows the page, or something else in its place.
    Shown(bool),
    /// The desktop wants to close the page.
    Closing,
    /// One answer of get-next-event; a text stands for one of `given.events`.
    Events(&'a [Box<RawValue>]),
    /// An agent session begins or ends.
    AgentSession(AgentSessionStep),
    /// The token that was wanted last for the page, or that it could not be had.
    SessionToken(Option<&'a str>),
    /// The agent turns to a contact.
    Focus(Option<u64>),
    /// The agent's permissions change.
    Permissions(PermissionsGiven),
    /// What became of a command, the last of its kind.
    Outcome(&'a OutcomeStep),
    /// The agent presses a call button.
    Press(&'a PressStep),
    /// Time passes.
    Wait,
}

impl Step {
    /// What happens in it.
    ///
    /// # Errors
    /// Not exactly one thing, or a page that is missing.
    pub fn action(&self) -> Result<Action<'_>, String> {
        let yes = |given: Option<Yes>, action| given.map(|Yes| action);
        let mut actions = [
            self.post.as_deref().map(Action::Post),
            self.open.as_ref().map(Action::Open),
            yes(self.close, Action::Close),
            yes(self.frame_loaded, Action::FrameLoaded),
            yes(self.reload, Action::Reload),
            self.shown.map(Action::Shown),
            yes(self.closing, Action::Closing),
            self.events.as_deref().map(Action::Events),
            self.agent_session.map(Action::AgentSession),
            self.session_token.as_ref().map(|token| Action::SessionToken(token.0.as_deref())),
            self.focus.as_ref().map(|focus| Action::Focus(focus.0)),
            self.permissions.map(Action::Permissions),
            self.outcome.as_ref().map(Action::Outcome),
            self.press.as_ref().map(Action::Press),
            yes(self.wait, Action::Wait),
        ]
        .into_iter()
        .flatten();
        match (actions.next(), actions.next()) {
            (Some(action), None) => Ok(action),
            (None, _) => Err("nothing happens in it".into()),
            (Some(first), Some(second)) => Err(format!("both {first:?} and {second:?}")),
        }
    }

    /// Whether a new port goes with what the page posts.
    #[must_use]
    pub const fn transfers_port(&self) -> bool {
        self.transfer_port.is_some()
    }

    /// Whether the page posts over its port.
    #[must_use]
    pub const fn is_over_port(&self) -> bool {
        self.over_port.is_some()
    }

    /// The page to which it happens.
    ///
    /// # Errors
    /// It names none.
    pub fn page(&self) -> Result<&str, String> {
        self.page.as_deref().ok_or_else(|| "it names no page".into())
    }
}

/// A value or `null`, where `null` is not absent.
#[derive(Debug, Deserialize)]
struct OrNull<T>(Option<T>);

/// `true`, and nothing else.
#[derive(Debug, Clone, Copy)]
struct Yes;

impl<'de> Deserialize<'de> for Yes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if bool::deserialize(deserializer)? {
            Ok(Self)
        } else {
            Err(serde::de::Error::custom("true, or leave it out"))
        }
    }
}

/// Begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgentSessionStep {
    Started,
    Ended,
}

/// What became of a command.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OutcomeStep {
    /// The command's name.
    pub command: String,
    /// Its contact; absent for mute and unmute.
    #[serde(default)]
    pub contact: Option<u64>,
    /// What became of it.
    pub result: ResultStep,
}

/// What the agent API answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResultStep {
    Accepted,
    Failed,
}

/// A call button.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PressStep {
    /// Whose button; the contact in focus when absent.
    #[serde(default)]
    pub contact: Option<u64>,
    /// The message type of the command that means the same.
    pub word: String,
}

/// One thing that comes of a step.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Expect {
    /// The page it is about; the step's when absent.
    #[serde(default)]
    pub page: Option<String>,
    /// A message to the page, whole, with its keys in order; a text among its events stands for
    /// one of `given.events`.
    #[serde(default)]
    pub post: Option<Box<RawValue>>,
    /// The origin that the message is for; not looked at when absent.
    #[serde(default)]
    pub to: Option<String>,
    /// A console warning, by its name.
    #[serde(default)]
    pub warn: Option<String>,
    /// The warning's text, to the letter; not looked at when absent.
    #[serde(default)]
    pub text: Option<String>,
    /// A note for the record, by its name.
    #[serde(default)]
    pub note: Option<String>,
    /// The note's detail; not looked at when absent.
    #[serde(default)]
    pub detail: Option<String>,
    /// A command, by its name.
    #[serde(default)]
    pub command: Option<String>,
    /// The command's or card's contact.
    #[serde(default)]
    pub contact: Option<u64>,
    /// What is new on a contact's card.
    #[serde(default)]
    pub card: Option<CardExpect>,
    /// A token for the page is wanted.
    #[serde(default)]
    pub want_session_token: Option<bool>,
    /// The page's token is to be ended.
    #[serde(default)]
    pub end_session_token: Option<String>,
    /// The message goes over the page's port.
    #[serde(default)]
    pub over_port: Option<bool>,
    /// The page's port is to be closed.
    #[serde(default)]
    pub end_port: Option<bool>,
    /// The page's frame may go.
    #[serde(default)]
    pub remove: Option<bool>,
}

/// What is new on a contact's card.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CardExpect {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_img: Option<String>,
}

/// Tells `null` from absent: whatever stands there is present.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(d: D) -> Result<Option<T>, D::Error> {
    T::deserialize(d).map(Some)
}
