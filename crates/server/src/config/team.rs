//! `[[team]]`: agents who share unavailable codes and pages.

use std::collections::BTreeSet;

use cordboard_acd::{TeamId, setup::Team};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{ConfigError, Place, unavailable_code};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<TeamId>,
    pub(super) name: Spanned<String>,
}

pub(super) fn judge(
    teams: &[Section],
    codes: &[unavailable_code::Section],
    place: &Place<'_>,
) -> Result<Vec<Team>, ConfigError> {
    unique(teams.iter().map(|team| &team.id), "team", place)?;
    unique(codes.iter().map(|code| &code.id), "unavailable code", place)?;
    for code in codes {
        for team in &code.teams {
            known(team, teams.iter().map(|team| team.id.get_ref().0), "team", place)?;
        }
    }
    for team in teams {
        let of_team = codes.iter().filter(|code| code.is_of(team));
        unique(of_team.map(|code| &code.name), "unavailable code", place)?;
    }
    Ok(teams
        .iter()
        .map(|team| Team {
            id: *team.id.get_ref(),
            name: team.name.get_ref().clone(),
            unavailable_codes: codes
                .iter()
                .filter(|code| code.is_of(team))
                .map(unavailable_code::Section::code)
                .collect(),
        })
        .collect())
}

impl unavailable_code::Section {
    fn is_of(&self, team: &Section) -> bool {
        self.teams.is_empty() || self.teams.iter().any(|it| *it.get_ref() == team.id.get_ref().0)
    }
}

/// Refuses a value that stands twice.
pub(super) fn unique<'a, T: Ord + std::fmt::Display + 'a>(
    values: impl Iterator<Item = &'a Spanned<T>>,
    what: &str,
    place: &Place<'_>,
) -> Result<(), ConfigError> {
    let mut seen = BTreeSet::new();
    for value in values {
        if !seen.insert(value.get_ref()) {
            return Err(place.wrong(value, format!("there is a {what} `{value}` already")));
        }
    }
    Ok(())
}

/// Refuses an id that nothing has.
pub(super) fn known(
    id: &Spanned<u64>,
    mut ids: impl Iterator<Item = u64>,
    what: &str,
    place: &Place<'_>,
) -> Result<(), ConfigError> {
    if ids.any(|known| known == *id.get_ref()) {
        Ok(())
    } else {
        Err(place.wrong(id, format!("there is no {what} {id}")))
    }
}
