//! Contacts: from their arrival to their end.

use crate::{
    AgentSessionId, ContactId, Private, SkillId, Time,
    command::DispositionForm,
    fact::{CallEnd, Pop},
};

/// Holds one contact that is not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// The first contact of the interaction.
    pub master: ContactId,
    /// Where it waits, or what it is served under.
    pub skill: SkillId,
    /// The caller's number.
    pub ani: Private,
    /// The dialled number.
    pub dnis: Private,
    /// The higher, the sooner served.
    pub priority: u8,
    /// When it came: its place in the skill.
    pub arrived_at: Time,
    /// The outcome, once recorded.
    pub disposition: Option<DispositionForm>,
    /// How it stands.
    pub state: ContactState,
}

/// How a contact stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContactState {
    /// It waits in its skill.
    Waiting,
    /// An agent was chosen, whose leg is being dialled. The agent does not know of it yet.
    Reserved {
        /// For whom.
        session: AgentSessionId,
    },
    /// It rings at an agent.
    Ringing {
        /// At whom.
        offer: Offer,
        /// Since when.
        since: Time,
    },
    /// Agent and customer are connected.
    Talking {
        /// With whom.
        offer: Offer,
        /// Since when it stands as it does.
        since: Time,
        /// How.
        talk: Talk,
        /// Whether the agent is recording.
        recording: bool,
    },
    /// The call is over; the agent works after it.
    AfterWork {
        /// Who.
        offer: Offer,
        /// Since when.
        since: Time,
        /// Who ended the call.
        by: CallEnd,
        /// Whether the agent was recording.
        recorded: bool,
    },
}

/// How agent and customer are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Talk {
    /// They hear each other.
    Open,
    /// The customer hears music.
    Held,
    /// They hear each other, the recording hears silence.
    Masked,
}

/// Says to whom a contact was given, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// To whom.
    pub session: AgentSessionId,
    /// Whole seconds that it rings.
    pub refusal_timeout_s: u32,
    /// What opens at the agent.
    pub pop: Option<Pop>,
}

impl Contact {
    /// Gives the agent session that the contact is with, or is reserved for.
    #[must_use]
    pub fn session(&self) -> Option<AgentSessionId> {
        match &self.state {
            ContactState::Waiting => None,
            ContactState::Reserved { session } => Some(*session),
            ContactState::Ringing { offer, .. }
            | ContactState::Talking { offer, .. }
            | ContactState::AfterWork { offer, .. } => Some(offer.session),
        }
    }
}
