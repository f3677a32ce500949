//! Indicators: small pictures at the agent that open something.

use serde::{Deserialize, Serialize};

use crate::{AgentId, IndicatorId, SkillId, setup::Agent};

/// Holds an indicator.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// Its name.
    pub name: String,
    /// What the agent reads at it; may be empty.
    pub tool_tip: String,
    /// What opens; may be empty.
    pub action_uri: String,
    /// The address of its picture; may be empty.
    pub image_uri: String,
    /// The agents who have it.
    pub agents: Vec<AgentId>,
    /// The skills whose agents have it. Neither agents nor skills: all have it.
    pub skills: Vec<SkillId>,
}

impl Indicator {
    /// Says whether an agent has it.
    #[must_use]
    pub fn is_of(&self, agent: &Agent) -> bool {
        self.agents.is_empty() && self.skills.is_empty()
            || self.agents.contains(&agent.id)
            || self.skills.iter().any(|skill| agent.has_skill(*skill))
    }
}
