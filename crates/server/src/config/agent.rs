//! `[[agent]]`: who may log in.

use std::collections::BTreeSet;

use cordboard_acd::{
    AgentId, Private, SkillId, TeamId,
    setup::{Agent, AgentSettings, AgentSkill, Permissions, Station},
};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{
    ConfigError, Place,
    place::nowhere,
    skill, team,
    team::{known, unique},
};

/// An argon2 hash as `cordboard hash-password` prints it; nothing of it is ever shown.
#[derive(Clone, Deserialize, Serialize)]
#[serde(try_from = "String")]
struct PasswordHash(String);

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<AgentId>,
    login: Spanned<String>,
    #[serde(default)]
    password: Option<PasswordHash>,
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
    team: Spanned<u64>,
    #[serde(default)]
    skills: Vec<Spanned<u64>>,
    #[serde(default)]
    station: String,
    #[serde(default)]
    phone_number: String,
    #[serde(default)]
    permissions: Vec<Permission>,
    #[serde(default = "default_refusal_timeout", deserialize_with = "refusal_timeout")]
    refusal_timeout_s: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Permission {
    Mute,
    Mask,
    Record,
    HideInboundHangup,
    InspectPages,
}

/// Judges what the agents say of teams and skills, and of each other.
pub(super) fn judge(
    agents: &[Section],
    teams: &[team::Section],
    skills: &[skill::Section],
    place: &Place<'_>,
) -> Result<(), ConfigError> {
    let mut logins = BTreeSet::new();
    for agent in agents {
        known(&agent.team, teams.iter().map(|team| team.id.get_ref().0), "team", place)?;
        for id in &agent.skills {
            known(id, skills.iter().map(|skill| skill.id.get_ref().0), "skill", place)?;
        }
        if !logins.insert(agent.login.get_ref().to_lowercase()) {
            let message = "another agent logs in with this name (letter case does not matter)";
            return Err(place.wrong(&agent.login, message));
        }
    }
    Ok(())
}

impl Section {
    pub(super) fn of(agent: &Agent) -> Self {
        let Permissions { mute, mask, record, hide_inbound_hangup, inspect_pages } =
            agent.permissions;
        let permissions = [
            (mute, Permission::Mute),
            (mask, Permission::Mask),
            (record, Permission::Record),
            (hide_inbound_hangup, Permission::HideInboundHangup),
            (inspect_pages, Permission::InspectPages),
        ];
        Self {
            id: nowhere(agent.id),
            login: nowhere(agent.login.clone()),
            password: None,
            first_name: agent.first_name.clone(),
            last_name: agent.last_name.clone(),
            team: nowhere(agent.team.0),
            skills: agent.skills.iter().map(|assigned| nowhere(assigned.skill.0)).collect(),
            station: agent.station.id.clone(),
            phone_number: agent.station.phone_number.text().to_owned(),
            permissions: permissions
                .into_iter()
                .filter(|(may, _)| *may)
                .map(|(_, it)| it)
                .collect(),
            refusal_timeout_s: agent.refusal_timeout_s,
        }
    }

    /// The hash of the agent's password, where the file has one.
    pub(super) fn password(&self) -> Option<(AgentId, Private)> {
        let hash = Private::new(self.password.as_ref()?.0.clone());
        Some((*self.id.get_ref(), hash))
    }

    pub(super) fn entry(&self, place: &Place<'_>) -> Result<Agent, ConfigError> {
        if self.login.get_ref().trim().is_empty() {
            return Err(place.wrong(&self.login, "a log-in name is not empty"));
        }
        unique(self.skills.iter(), "skill", place)?;
        let may = |permission| self.permissions.contains(&permission);
        Ok(Agent {
            id: *self.id.get_ref(),
            login: self.login.get_ref().clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            team: TeamId(*self.team.get_ref()),
            skills: self
                .skills
                .iter()
                .map(|id| AgentSkill { skill: SkillId(*id.get_ref()), proficiency: None })
                .collect(),
            station: Station {
                id: self.station.clone(),
                phone_number: Private::new(self.phone_number.clone()),
                caller_id: Private::default(),
            },
            permissions: Permissions {
                mute: may(Permission::Mute),
                mask: may(Permission::Mask),
                record: may(Permission::Record),
                hide_inbound_hangup: may(Permission::HideInboundHangup),
                inspect_pages: may(Permission::InspectPages),
            },
            refusal_timeout_s: self.refusal_timeout_s,
            settings: AgentSettings::default(),
        })
    }
}

fn default_refusal_timeout() -> u32 {
    45
}

/// Reads a refusal time-out: less than 15 seconds nobody can answer in, and more than 300 no
/// customer waits.
pub(super) fn refusal_timeout<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<u32, D::Error> {
    super::place::seconds(deserializer, 15, 300)
}

impl TryFrom<String> for PasswordHash {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match argon2::PasswordHash::new(&text) {
            Ok(hash) if hash.algorithm.as_str().starts_with("argon2") && hash.hash.is_some() => {
                Ok(Self(text))
            }
            Ok(_) | Err(_) => Err("not an argon2 hash; `cordboard hash-password` makes one"),
        }
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}
