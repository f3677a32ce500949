//! `[[message]]`: what administrators tell agents.

use cordboard_acd::{AgentId, MessageId, Private, TeamId, Time, setup::Message};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::wire::{time_of, utc};

use super::{
    ConfigError, Place, agent,
    place::nowhere,
    team,
    team::{known, unique},
};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<MessageId>,
    subject: String,
    #[serde(default)]
    text: String,
    valid_until: Instant,
    #[serde(default)]
    agents: Vec<Spanned<u64>>,
    #[serde(default)]
    teams: Vec<Spanned<u64>>,
}

/// An instant as people write it: ISO 8601, with `Z` or an offset.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
struct Instant(Time);

impl TryFrom<String> for Instant {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not an instant like `2030-01-31T12:00:00Z`");
        time_of(&text).map(Self).ok_or_else(wrong)
    }
}

impl From<Instant> for String {
    fn from(instant: Instant) -> Self {
        utc(instant.0)
    }
}

/// Judges what the messages say of agents and teams.
pub(super) fn judge(
    messages: &[Section],
    agents: &[agent::Section],
    teams: &[team::Section],
    place: &Place<'_>,
) -> Result<(), ConfigError> {
    for message in messages {
        for id in &message.agents {
            known(id, agents.iter().map(|agent| agent.id.get_ref().0), "agent", place)?;
        }
        for id in &message.teams {
            known(id, teams.iter().map(|team| team.id.get_ref().0), "team", place)?;
        }
    }
    Ok(())
}

impl Section {
    pub(super) fn of(message: &Message) -> Self {
        Self {
            id: nowhere(message.id),
            subject: message.subject.text().to_owned(),
            text: message.text.text().to_owned(),
            valid_until: Instant(message.valid_until),
            agents: message.agents.iter().map(|agent| nowhere(agent.0)).collect(),
            teams: message.teams.iter().map(|team| nowhere(team.0)).collect(),
        }
    }

    pub(super) fn entry(&self, place: &Place<'_>) -> Result<Message, ConfigError> {
        unique(self.agents.iter(), "agent", place)?;
        unique(self.teams.iter(), "team", place)?;
        Ok(Message {
            id: *self.id.get_ref(),
            subject: Private::new(self.subject.clone()),
            text: Private::new(self.text.clone()),
            valid_until: self.valid_until.0,
            agents: self.agents.iter().map(|id| AgentId(*id.get_ref())).collect(),
            teams: self.teams.iter().map(|id| TeamId(*id.get_ref())).collect(),
        })
    }
}
