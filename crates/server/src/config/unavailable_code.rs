//! `[[unavailable_code]]`: why an agent may be unavailable.

use cordboard_acd::{CodeId, TeamId, setup::UnavailableCode};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{
    ConfigError, Place,
    place::nowhere,
    team,
    team::{known, unique},
};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<CodeId>,
    name: Spanned<String>,
    #[serde(default)]
    after_contact: bool,
    #[serde(default)]
    timeout_s: Option<u32>,
    #[serde(default)]
    teams: Vec<Spanned<u64>>,
}

/// How long an agent may stay unavailable for one reason when the file does not say.
const DEFAULT_TIMEOUT_S: u32 = 120 * 60;

/// Judges what the codes say of teams, and of each other.
pub(super) fn judge(
    codes: &[Section],
    teams: &[team::Section],
    place: &Place<'_>,
) -> Result<(), ConfigError> {
    for code in codes {
        for team in &code.teams {
            known(team, teams.iter().map(|team| team.id.get_ref().0), "team", place)?;
        }
    }
    for team in teams {
        let of_team = codes.iter().filter(|code| code.is_of(team));
        unique(of_team.map(|code| &code.name), "unavailable code", place)?;
    }
    Ok(())
}

impl Section {
    fn is_of(&self, team: &team::Section) -> bool {
        self.teams.is_empty() || self.teams.iter().any(|it| *it.get_ref() == team.id.get_ref().0)
    }

    pub(super) fn of(code: &UnavailableCode) -> Self {
        Self {
            id: nowhere(code.id),
            name: nowhere(code.name.clone()),
            after_contact: code.is_acw,
            timeout_s: Some(code.timeout_s.unwrap_or_default()),
            teams: code.teams.iter().map(|team| nowhere(team.0)).collect(),
        }
    }

    pub(super) fn entry(&self) -> UnavailableCode {
        let default = (!self.after_contact).then_some(DEFAULT_TIMEOUT_S);
        UnavailableCode {
            id: *self.id.get_ref(),
            name: self.name.get_ref().clone(),
            is_acw: self.after_contact,
            timeout_s: match self.timeout_s {
                Some(0) => None,
                Some(timeout) => Some(timeout),
                None => default,
            },
            teams: self.teams.iter().map(|id| TeamId(*id.get_ref())).collect(),
        }
    }
}
