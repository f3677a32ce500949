//! What the floor is asked to do, and what it is told has happened outside.

use serde::{Deserialize, Serialize};

use crate::{
    Actor, AgentId, AgentSessionId, Change, ContactId, DispositionId, LegId, Private, SessionKey,
    Setup, SkillId, setup::Station, sign_in::SignInCommand,
};

/// Asks the floor for one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Gives a floor without a configuration its first one, as the configuration file says it.
    Seed {
        /// The whole of it.
        setup: Box<Setup>,
        /// The argon2 hashes of agents' passwords.
        passwords: Vec<(AgentId, Private)>,
    },
    /// Changes the configuration: all of the changes, or none.
    Change {
        /// Who makes them.
        by: Actor,
        /// Refuse when [`Floor::setup_version`](crate::Floor::setup_version) is another by now.
        expected: Option<u64>,
        /// One after the other.
        changes: Vec<Change>,
    },
    /// Starts an agent session.
    StartAgentSession {
        /// Whose.
        agent: AgentId,
        /// Drawn by the server; the session id's first form is this key with event number 0.
        key: SessionKey,
        /// Where the agent's phone is; without it, the agent's own.
        station: Option<Station>,
        /// Whole seconds without a parked poll until E7; default 60.
        inactivity_timeout_s: Option<u32>,
        /// Whether E7 ends the agent session.
        inactivity_force_logout: bool,
    },
    /// Gives the agent session a further reader, whose first poll begins with the full picture.
    JoinAgentSession {
        /// Whose.
        agent: AgentId,
        /// Drawn by the server; the session id is this key with event number 0.
        key: SessionKey,
        /// Whether all earlier keys end (E4).
        take_over: bool,
    },
    /// What an agent asks for within an agent session.
    Agent {
        /// Who asks, by the bearer token.
        agent: AgentId,
        /// Of the session id in the path.
        key: SessionKey,
        /// What.
        command: AgentCommand,
    },
    /// Ends an agent session from elsewhere: a supervisor, an administrator. Contacts end too.
    EndAgentSession {
        /// Which.
        session: AgentSessionId,
    },
    /// Keeps a client's settings for an agent, in place of those before.
    KeepClientData {
        /// For whom.
        agent: AgentId,
        /// All of them, at most 16 KiB.
        data: Private,
    },
    /// Notes who has the server let a new key sign tokens. The key itself is the server's.
    OrderTokenKey {
        /// Who.
        by: Actor,
        /// Whether all that the keys before it signed ends.
        at_once: bool,
    },
    /// What is asked of a sign-in.
    SignIn(SignInCommand),
    /// What telephony reports.
    Line(LineReport),
    /// The moment that `next_timer` named has come.
    Timer,
}

/// What an agent asks for within an agent session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgentCommand {
    /// Ends the agent session.
    End(EndOptions),
    /// Sets the agent's state, or the pending one while on a contact.
    SetState(WantedState),
    /// Makes a session id for a page (P27).
    IssuePageToken {
        /// Drawn by the server; the token is this key with event number 0. A page that has one
        /// already keeps that: [`Floor::page_token`](crate::Floor::page_token) says which.
        token: SessionKey,
        /// The page's own name, at most 200 bytes.
        page: String,
    },
    /// Ends a page's session id.
    RevokePageToken {
        /// Which.
        token: SessionKey,
    },
    /// Does something with a contact.
    Contact {
        /// Which.
        contact: ContactId,
        /// What.
        command: ContactCommand,
    },
    /// Says something of the work with the desktop, at most 8,000 characters.
    SubmitFeedback(Private),
    /// Does something with the agent's own phone.
    Phone(PhoneCommand),
    /// Calls somebody. A call that is up is held first.
    Dial(Dial),
    /// Connects the far ends of the agent's two calls and leaves them, at once also when the second is still
    /// ringing; in a conference: leaves it.
    TransferCalls,
    /// Joins the agent's two calls to a conference, or a call to the conference that there is.
    ConferenceCalls,
    /// Sends tones to whom the agent talks to.
    SendTones(Tones),
}

/// A call that an agent makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dial {
    /// Whom.
    pub to: Destination,
    /// What a call to a number is served under; without it, the parent's skill or the agent's
    /// first outbound one.
    pub skill: Option<SkillId>,
    /// The call for which it is made.
    pub parent: Option<ContactId>,
}

/// Whom an agent calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Destination {
    /// A number outside.
    Number(Private),
    /// Another agent.
    Agent(AgentId),
    /// Whoever of a skill is free first.
    Skill(SkillId),
}

/// Tones that an agent sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tones {
    /// `0` to `9`, `*`, `#`, `A` to `D`; at most 64.
    pub tones: Private,
    /// Milliseconds of each tone, 40 to 5,000.
    pub tone_ms: u32,
    /// Milliseconds between two, 20 to 5,000.
    pub gap_ms: u32,
}

/// How an agent session is to end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EndOptions {
    /// End whatever is open.
    pub force_logoff: bool,
    /// End the open contacts first.
    pub end_contacts: bool,
    /// Do not mind contacts that wait for this agent alone (there are none yet).
    pub ignore_personal_queue: bool,
}

/// The state an agent asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WantedState {
    /// Ready for contacts.
    Available,
    /// Not ready for contacts.
    Unavailable {
        /// A code of the team by its name (letter case does not matter) or its id; empty: none.
        reason: String,
    },
}

/// What an agent does with a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContactCommand {
    /// Answers it.
    Accept,
    /// Refuses it.
    Reject,
    /// Holds it.
    Hold,
    /// Resumes it.
    Resume,
    /// Masks it: the recording gets silence.
    Mask,
    /// Unmasks it.
    Unmask,
    /// Starts recording; nothing stops it (P37).
    Record,
    /// Hangs up.
    End,
    /// Records its outcome.
    Disposition(DispositionForm),
    /// Keeps data of the client's own with it: `name=value`, joined with `|`.
    CustomData(Private),
}

/// Holds what an agent records as a contact's outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DispositionForm {
    /// The outcome; `None` where the agent chose none, which a skill may forbid.
    pub primary: Option<DispositionId>,
    /// The agent's notes, at most 4,000 characters.
    pub notes: Private,
    /// A promised amount, as the client wrote it.
    pub commitment_amount: Option<Private>,
    /// When to call back, as the client wrote it.
    pub callback_time: Option<Private>,
    /// Whom to call back.
    pub callback_number: Option<Private>,
    /// A second outcome.
    pub secondary: Option<DispositionId>,
}

/// What an agent does with the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneCommand {
    /// Dials the agent leg.
    Dial,
    /// Hangs the agent leg up.
    End,
    /// Mutes the agent.
    Mute,
    /// Ends the mute.
    Unmute,
}

/// What telephony reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineReport {
    /// A customer calls. The fact [`ContactArrived`](crate::fact::Happened::ContactArrived) that
    /// follows names the contact.
    Call {
        /// The skill that the dialled number leads to.
        skill: SkillId,
        /// The caller's number.
        ani: Private,
        /// The dialled number.
        dnis: Private,
        /// The higher, the sooner served; without it, the skill's.
        priority: Option<u8>,
    },
    /// The customer, or whom an agent called outside, has hung up.
    CustomerHungUp {
        /// Which contact's.
        contact: ContactId,
    },
    /// Whom an agent called outside has answered.
    FarEndAnswered {
        /// Which contact's.
        contact: ContactId,
    },
    /// Whom an agent called outside is on another call, or cannot be reached.
    FarEndBusy {
        /// Which contact's.
        contact: ContactId,
    },
    /// The agent's phone has answered.
    LegAnswered {
        /// Which leg.
        leg: LegId,
    },
    /// The agent's phone could not be reached.
    LegFailed {
        /// Which leg.
        leg: LegId,
    },
    /// The agent's phone was hung up, or its line broke.
    LegHungUp {
        /// Which leg.
        leg: LegId,
    },
}
