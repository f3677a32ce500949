//! `[[indicator]]`: a small picture at the agent that opens something.

use cordboard_acd::{AgentId, IndicatorId, SkillId, setup::Indicator};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{
    ConfigError, Place, agent,
    page::Address,
    place::nowhere,
    skill,
    team::{known, unique},
};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<IndicatorId>,
    name: String,
    #[serde(default)]
    tool_tip: String,
    #[serde(default)]
    action_uri: Option<Address>,
    #[serde(default)]
    image_uri: Option<Address>,
    #[serde(default)]
    agents: Vec<Spanned<u64>>,
    #[serde(default)]
    skills: Vec<Spanned<u64>>,
}

/// Judges what the indicators say of agents and skills.
pub(super) fn judge(
    indicators: &[Section],
    agents: &[agent::Section],
    skills: &[skill::Section],
    place: &Place<'_>,
) -> Result<(), ConfigError> {
    for indicator in indicators {
        for id in &indicator.agents {
            known(id, agents.iter().map(|agent| agent.id.get_ref().0), "agent", place)?;
        }
        for id in &indicator.skills {
            known(id, skills.iter().map(|skill| skill.id.get_ref().0), "skill", place)?;
        }
    }
    Ok(())
}

impl Section {
    pub(super) fn of(indicator: &Indicator) -> Self {
        let address = |text: &String| (!text.is_empty()).then(|| Address(text.clone()));
        Self {
            id: nowhere(indicator.id),
            name: indicator.name.clone(),
            tool_tip: indicator.tool_tip.clone(),
            action_uri: address(&indicator.action_uri),
            image_uri: address(&indicator.image_uri),
            agents: indicator.agents.iter().map(|agent| nowhere(agent.0)).collect(),
            skills: indicator.skills.iter().map(|skill| nowhere(skill.0)).collect(),
        }
    }

    pub(super) fn entry(&self, place: &Place<'_>) -> Result<Indicator, ConfigError> {
        unique(self.agents.iter(), "agent", place)?;
        unique(self.skills.iter(), "skill", place)?;
        let text = |address: &Option<Address>| {
            address.as_ref().map(|address| address.0.clone()).unwrap_or_default()
        };
        Ok(Indicator {
            id: *self.id.get_ref(),
            name: self.name.clone(),
            tool_tip: self.tool_tip.clone(),
            action_uri: text(&self.action_uri),
            image_uri: text(&self.image_uri),
            agents: self.agents.iter().map(|id| AgentId(*id.get_ref())).collect(),
            skills: self.skills.iter().map(|id| SkillId(*id.get_ref())).collect(),
        })
    }
}
