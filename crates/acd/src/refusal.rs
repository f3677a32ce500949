//! Why a command was not obeyed.

use thiserror::Error;

/// Says why a command has no effect. A refused command yields no facts.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// No agent session has this key, or it is another agent's (404).
    #[error("no such agent session")]
    UnknownAgentSession,
    /// The agent session has ended, or another desktop has taken it over (409).
    #[error("the agent session has ended")]
    AgentSessionEnded,
    /// The agent has no agent session to join (404).
    #[error("the agent has no agent session")]
    NoAgentSession,
    /// The agent has an agent session already: join it (409).
    #[error("the agent has an agent session already")]
    AlreadyHasAgentSession,
    /// No such agent (404).
    #[error("no such agent")]
    UnknownAgent,
    /// No such contact, or not this agent's (404).
    #[error("no such contact")]
    UnknownContact,
    /// No such skill (404).
    #[error("no such skill")]
    UnknownSkill,
    /// No leg with this id is up or being dialled. Only telephony hears it.
    #[error("no such agent leg")]
    UnknownLeg,
    /// The agent's team has no such unavailable code (400).
    #[error("the agent's team has no such unavailable code")]
    UnknownCode,
    /// The contact's skill has no such disposition (400).
    #[error("the contact's skill has no such disposition")]
    UnknownDisposition,
    /// The contact's skill requires a disposition, and none was chosen (400).
    #[error("the contact's skill requires a disposition")]
    DispositionRequired,
    /// An after-contact code was asked for without a contact (409).
    #[error("an after-contact code needs a contact")]
    AfterContactCodeWithoutContact,
    /// The command does not fit the state of the contact, the leg or the agent (409).
    #[error("not possible in this state")]
    NotInThisState,
    /// Calls are to be connected, and the agent has not two that can be (409).
    #[error("it takes two calls")]
    NeedsTwoCalls,
    /// The agent has two calls already (409).
    #[error("the agent has two calls already")]
    TooManyCalls,
    /// The conference has as many parties as one may have (409).
    #[error("the conference is full")]
    ConferenceFull,
    /// Who is called has no agent session, or is on a contact (409).
    #[error("the agent who is called cannot take a call now")]
    TargetNotFree,
    /// The agent has no such outbound skill to call for (400).
    #[error("the agent has no such outbound skill")]
    NoOutboundSkill,
    /// The agent session was to end with contacts open, without `endContacts` or `forceLogoff` (409).
    #[error("contacts are open")]
    ContactsOpen,
    /// The agent lacks the permission (403).
    #[error("the agent lacks the permission")]
    NotPermitted,
    /// The agent session has as many keys as one may have (429).
    #[error("the agent session has too many keys")]
    TooManyKeys,
    /// As many contacts wait as may wait in one skill (429).
    #[error("too many contacts wait in the skill")]
    SkillFull,
    /// No sign-in has this token, or it is no more (401).
    #[error("no such sign-in")]
    UnknownSignIn,
    /// The key is in use already: the server's random source is broken (500).
    #[error("the key is in use")]
    KeyInUse,
    /// A text is longer than its limit, or a number out of its range (400).
    #[error("{0} is out of its limits")]
    OutOfLimits(&'static str),
    /// An entry of the configuration is not there (404).
    #[error("no such entry")]
    UnknownEntry,
    /// An entry cannot be removed while others name it (409).
    #[error("it is still used: {0}")]
    StillUsed(String),
    /// The configuration has changed since it was read (409).
    #[error("the configuration has changed meanwhile")]
    ChangedMeanwhile,
    /// The last administrator cannot be removed (409).
    #[error("it is the last administrator")]
    LastAdministrator,
    /// The floor was seeded before (409).
    #[error("the floor has a configuration already")]
    AlreadySeeded,
    /// The configuration contradicts itself (400).
    #[error("the configuration contradicts itself: {0}")]
    BadSetup(String),
}
