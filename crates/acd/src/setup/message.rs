//! Messages: what administrators tell agents.

use serde::{Deserialize, Serialize};

use crate::{AgentId, MessageId, Private, TeamId, Time, setup::Agent};

/// Holds a message.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// What it is about.
    pub subject: Private,
    /// What it says.
    pub text: Private,
    /// From when on nobody reads it any more.
    pub valid_until: Time,
    /// The agents that it is for.
    pub agents: Vec<AgentId>,
    /// The teams that it is for. Neither agents nor teams: it is for all.
    pub teams: Vec<TeamId>,
}

impl Message {
    /// Says whether it is for an agent.
    #[must_use]
    pub fn is_for(&self, agent: &Agent) -> bool {
        self.agents.is_empty() && self.teams.is_empty()
            || self.agents.contains(&agent.id)
            || self.teams.contains(&agent.team)
    }
}
