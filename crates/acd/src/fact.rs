//! What has happened on the floor. Facts are all that is made durable.

use serde::{Deserialize, Serialize};

use crate::{
    Actor, AgentId, AgentSessionId, Change, ContactId, LegId, NextState, Private, SessionKey,
    SignInId, SkillId, Time,
    command::DispositionForm,
    setup::{PopBy, PopDestination, Station},
    sign_in::{SignInEnd, TokenHash},
};

/// The version in which facts are written now. A fact never changes its meaning: a new meaning is
/// a new variant or a new version.
pub const FACT_VERSION: u16 = 1;

/// Holds one thing that has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// [`FACT_VERSION`] of the writer.
    pub version: u16,
    /// When.
    pub at: Time,
    /// What.
    pub happened: Happened,
}

impl Fact {
    /// Makes a fact of the present version.
    #[must_use]
    pub fn new(at: Time, happened: Happened) -> Self {
        Self { version: FACT_VERSION, at, happened }
    }
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happened {
    /// The configuration was changed.
    Changed {
        /// Who made the change.
        by: Actor,
        /// What it is.
        change: Change,
    },
    /// An agent session started, with the agent Unavailable.
    AgentSessionStarted {
        /// Its number.
        session: AgentSessionId,
        /// Whose.
        agent: AgentId,
        /// Its first key.
        key: SessionKey,
        /// Where the agent's phone is.
        station: Station,
        /// Whole seconds without a parked poll until E7.
        inactivity_timeout_s: u32,
        /// Whether E7 ends the agent session.
        inactivity_force_logout: bool,
        /// When the agent session ends if the agent stays Unavailable.
        until: Option<Time>,
    },
    /// An agent session got a further key.
    AgentSessionJoined {
        /// Which.
        session: AgentSessionId,
        /// The new key.
        key: SessionKey,
    },
    /// An agent session got a new key, and all earlier ones ended.
    AgentSessionTakenOver {
        /// Which.
        session: AgentSessionId,
        /// The new key.
        key: SessionKey,
    },
    /// A page got a session id of its own.
    PageTokenIssued {
        /// Of which agent session.
        session: AgentSessionId,
        /// The new key.
        token: SessionKey,
        /// The page's own name.
        page: String,
    },
    /// A page's session id ended.
    PageTokenRevoked {
        /// Of which agent session.
        session: AgentSessionId,
        /// The key that ended.
        token: SessionKey,
    },
    /// An agent session ended. Its contacts had been closed or returned before.
    AgentSessionEnded {
        /// Which.
        session: AgentSessionId,
        /// Why.
        why: SessionEnd,
    },
    /// No poll was parked for the agent session's inactivity time-out.
    InactivityNoticed {
        /// Which.
        session: AgentSessionId,
    },
    /// The agent became Available.
    AgentBecameAvailable {
        /// Which.
        session: AgentSessionId,
    },
    /// The agent became Unavailable.
    AgentBecameUnavailable {
        /// Which.
        session: AgentSessionId,
        /// The code's name, or what the floor calls its reason, or nothing.
        reason: String,
        /// When the agent session ends if the agent stays so.
        until: Option<Time>,
    },
    /// The state that follows the contact was chosen.
    NextStateChosen {
        /// Which.
        session: AgentSessionId,
        /// It.
        next: NextState,
    },
    /// An after-contact code was chosen while on a contact.
    AfterContactCodeChosen {
        /// Which.
        session: AgentSessionId,
        /// The code's name.
        reason: String,
        /// Whole seconds that the work may last.
        timeout_s: Option<u32>,
    },
    /// The agent leg is being dialled.
    LegDialled {
        /// Which.
        session: AgentSessionId,
        /// The leg's id.
        leg: LegId,
        /// What to dial.
        station: Station,
        /// When the floor gives up.
        until: Time,
    },
    /// The agent's phone has answered.
    LegAnswered {
        /// Which.
        session: AgentSessionId,
        /// The leg.
        leg: LegId,
    },
    /// The agent leg is down.
    LegEnded {
        /// Which.
        session: AgentSessionId,
        /// The leg.
        leg: LegId,
        /// Why.
        why: LegEnd,
    },
    /// The agent was muted.
    AgentMuted {
        /// Which.
        session: AgentSessionId,
    },
    /// The agent's mute ended.
    AgentUnmuted {
        /// Which.
        session: AgentSessionId,
    },
    /// A contact has come and waits in its skill.
    ContactArrived {
        /// Its id.
        contact: ContactId,
        /// Where it waits.
        skill: SkillId,
        /// The caller's number.
        ani: Private,
        /// The dialled number.
        dnis: Private,
        /// The higher, the sooner served.
        priority: u8,
    },
    /// An agent without a leg was chosen for a contact; the leg comes first.
    ContactReserved {
        /// Which.
        contact: ContactId,
        /// For whom.
        session: AgentSessionId,
    },
    /// A contact rings at an agent.
    ContactOffered {
        /// Which.
        contact: ContactId,
        /// At whom.
        session: AgentSessionId,
        /// Whole seconds that it rings.
        refusal_timeout_s: u32,
        /// What opens at the agent.
        pop: Option<Pop>,
    },
    /// A contact that was reserved or rang at an agent went back to its place in the skill.
    ContactReturned {
        /// Which.
        contact: ContactId,
        /// From whom.
        session: AgentSessionId,
        /// Why.
        why: ContactReturn,
    },
    /// The agent answered.
    ContactAnswered {
        /// Which.
        contact: ContactId,
    },
    /// The agent put the call on hold.
    ContactHeld {
        /// Which.
        contact: ContactId,
    },
    /// The agent took the call off hold.
    ContactResumed {
        /// Which.
        contact: ContactId,
    },
    /// The recording gets silence.
    ContactMasked {
        /// Which.
        contact: ContactId,
    },
    /// The recording gets the call again.
    ContactUnmasked {
        /// Which.
        contact: ContactId,
    },
    /// The agent started recording.
    RecordingStarted {
        /// Which.
        contact: ContactId,
    },
    /// An outcome was recorded.
    DispositionRecorded {
        /// Which.
        contact: ContactId,
        /// The outcome.
        form: DispositionForm,
    },
    /// The call is over and the agent has work to do after it.
    AfterContactWorkBegan {
        /// Which.
        contact: ContactId,
        /// Who ended the call.
        by: CallEnd,
        /// What the agent's state gives as its reason.
        reason: String,
        /// Whole seconds that the work may last.
        timeout_s: Option<u32>,
    },
    /// Somebody has logged in as an agent: a chain of refresh tokens begins.
    SignedIn {
        /// Its number.
        chain: SignInId,
        /// Whose.
        agent: AgentId,
        /// Of its first token.
        token: TokenHash,
        /// When that ends.
        expires_at: Time,
    },
    /// A refresh token was exchanged for the next of its chain.
    SignInRenewed {
        /// Which chain.
        chain: SignInId,
        /// The token that came.
        used: TokenHash,
        /// The token given.
        token: TokenHash,
        /// When that ends.
        expires_at: Time,
    },
    /// A chain of refresh tokens ended.
    SignInEnded {
        /// Which chain.
        chain: SignInId,
        /// Why.
        why: SignInEnd,
    },
    /// The contact is over for good.
    ContactClosed {
        /// Which.
        contact: ContactId,
        /// Why.
        why: ContactClose,
    },
}

/// Says why an agent session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionEnd {
    /// The agent ended it.
    Agent,
    /// It was ended from elsewhere, or the agent was removed.
    Elsewhere,
    /// No poll was parked for too long (E7).
    Inactive,
    /// The agent was Unavailable for longer than the code allows.
    UnavailableTooLong,
}

/// Says why an agent leg is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LegEnd {
    /// The agent's phone could not be reached.
    Failed,
    /// The agent's phone did not answer in time.
    NoAnswer,
    /// The agent's phone was hung up, or its line broke.
    HungUp,
    /// The agent ended it from the desktop.
    ByAgent,
    /// The agent session ended.
    SessionEnded,
}

/// Says why a contact went back to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactReturn {
    /// The agent refused it.
    Refused,
    /// The agent did not answer in time.
    TimedOut,
    /// The agent leg could not be had, or was lost.
    LegLost,
    /// Nobody polled for the agent (E7).
    Inactive,
    /// The agent became Unavailable before the leg was up.
    AgentUnavailable,
    /// The agent session ended.
    SessionEnded,
}

/// Says who ended a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CallEnd {
    /// The agent hung up.
    Agent,
    /// The customer hung up.
    Customer,
    /// The agent's phone was hung up, or its line broke.
    LegLost,
}

/// Says why a contact is over for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactClose {
    /// The customer hung up before an agent had answered.
    Abandoned,
    /// The call ended, and no after-contact work follows.
    CallEnded(CallEnd),
    /// The after-contact work is done.
    WorkDone,
    /// The after-contact work has taken as long as it may.
    WorkTimedOut,
    /// The agent session ended.
    SessionEnded,
}

/// Says what opens at the agent, with its variables filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pop {
    /// The address.
    pub url: Private,
    /// How the agent hears of it.
    pub by: PopBy,
    /// Where it opens.
    pub destination: PopDestination,
    /// The tab's title.
    pub title: Option<String>,
    /// The pop-out's width in pixels.
    pub width: Option<u32>,
    /// The pop-out's height in pixels.
    pub height: Option<u32>,
    /// Whether it closes with the contact.
    pub close_on_termination: bool,
}
