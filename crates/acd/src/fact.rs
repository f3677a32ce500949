//! What has happened on the floor. Facts are all that is made durable.

mod ends;

use serde::{Deserialize, Serialize};

use crate::{
    Actor, AgentId, AgentSessionId, Change, ConferenceNo, ContactId, LegId, NextState, Private,
    SessionKey, SignInId, SkillId, Time,
    command::{Destination, DispositionForm},
    setup::{PopBy, PopDestination, Station},
    sign_in::{SignInEnd, SignInWay, TokenHash},
};

pub use ends::{CallEnd, ContactClose, ContactReturn, LegEnd, SessionEnd};

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
        /// What follows it, where that is not Available: the state that the agent was called out
        /// of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<NextState>,
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
    /// The agent began a call to somebody. Nobody is dialled before [`CallPlaced`] or
    /// [`ConsultArrived`] says so: the agent leg comes first.
    ///
    /// [`CallPlaced`]: Happened::CallPlaced
    /// [`ConsultArrived`]: Happened::ConsultArrived
    ContactDialled {
        /// Its id.
        contact: ContactId,
        /// Whose call it is.
        session: AgentSessionId,
        /// What it is served under.
        skill: SkillId,
        /// The call for which the agent makes it.
        parent: Option<ContactId>,
        /// The first contact of the interaction.
        master: ContactId,
        /// Whom the agent calls.
        to: Destination,
        /// The number that the called party sees.
        ani: Private,
        /// The number or the name that the agent sees.
        dnis: Private,
        /// What follows the call, unless another contact goes on.
        next: NextState,
        /// When the floor gives up.
        until: Option<Time>,
    },
    /// A number is being dialled for a contact.
    CallPlaced {
        /// Which.
        contact: ContactId,
        /// Over whose leg.
        session: AgentSessionId,
        /// The number.
        number: Private,
        /// The number that the called party sees.
        caller_id: Private,
    },
    /// One agent's call to another, or to a skill, reached the other side: a contact of its own.
    ConsultArrived {
        /// The other side's contact.
        contact: ContactId,
        /// The calling agent's contact.
        by: ContactId,
        /// Where it waits.
        skill: SkillId,
        /// The number that the called agent sees.
        ani: Private,
        /// What was called.
        dnis: Private,
        /// The higher, the sooner served.
        priority: u8,
        /// The name of the agent who calls.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<Private>,
    },
    /// Whom the agent called has answered.
    DialAnswered {
        /// The calling agent's contact.
        contact: ContactId,
    },
    /// The agent turned from one contact to another.
    AgentTurnedTo {
        /// Which.
        session: AgentSessionId,
        /// The other contact.
        contact: ContactId,
    },
    /// The agent goes on to the work after an earlier call.
    WorkGoesOn {
        /// Which.
        session: AgentSessionId,
        /// After which.
        contact: ContactId,
        /// What the agent's state gives as its reason.
        reason: String,
        /// Whole seconds that the work may last.
        timeout_s: Option<u32>,
    },
    /// An agent handed the far end of a contact to another agent's contact, which goes on with
    /// it.
    ContactTransferred {
        /// Whose far end it was.
        contact: ContactId,
        /// What goes on with it.
        to: ContactId,
    },
    /// An agent left two contacts whose far ends go on with each other.
    FarEndsConnected {
        /// One.
        contact: ContactId,
        /// The other.
        with: ContactId,
    },
    /// An agent left a conference: a contact goes on at another agent of it, under a new id.
    ContactMoved {
        /// Which.
        contact: ContactId,
        /// Its new id.
        to: ContactId,
        /// To whom.
        session: AgentSessionId,
    },
    /// A contact is in a conference.
    ContactJoined {
        /// Which.
        contact: ContactId,
        /// Of which number.
        conference: ConferenceNo,
    },
    /// A contact is in no conference any more: two are left of it.
    ContactSeparated {
        /// Which.
        contact: ContactId,
    },
    /// The agent sent tones.
    TonesSent {
        /// To whom.
        contact: ContactId,
        /// `0` to `9`, `*`, `#`, `A` to `D`. They are for the line alone and never kept: people
        /// dial card numbers.
        #[serde(skip)]
        tones: Private,
        /// Milliseconds of each tone.
        tone_ms: u32,
        /// Milliseconds between two.
        gap_ms: u32,
    },
    /// A client kept data of its own with a contact.
    CustomDataSet {
        /// Which.
        contact: ContactId,
        /// All of it, `name=value` joined with `|`.
        data: Private,
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
        /// How.
        #[serde(default, skip_serializing_if = "SignInWay::is_password")]
        way: SignInWay,
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
        /// Who ended it, where that was an administrator.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Actor>,
    },
    /// Somebody had the server let a new key sign tokens.
    TokenKeyOrdered {
        /// Who.
        by: Actor,
        /// Whether all that the keys before it signed ended.
        at_once: bool,
    },
    /// A client kept settings for an agent, in place of those before.
    ClientDataKept {
        /// For whom.
        agent: AgentId,
        /// All of them, as the client wrote them.
        data: Private,
    },
    /// An agent said something of the work with the desktop.
    FeedbackSubmitted {
        /// Who, by the agent session.
        session: AgentSessionId,
        /// All that the client sent, as JSON.
        feedback: Private,
    },
    /// The contact is over for good.
    ContactClosed {
        /// Which.
        contact: ContactId,
        /// Why.
        why: ContactClose,
    },
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
