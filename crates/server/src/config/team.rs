//! `[[team]]`: agents who share unavailable codes and pages.

use std::collections::BTreeSet;

use cordboard_acd::{TeamId, setup::Team};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{ConfigError, Place, place::nowhere};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<TeamId>,
    pub(super) name: Spanned<String>,
}

impl Section {
    pub(super) fn entry(&self) -> Team {
        Team { id: *self.id.get_ref(), name: self.name.get_ref().clone() }
    }

    pub(super) fn of(team: &Team) -> Self {
        Self { id: nowhere(team.id), name: nowhere(team.name.clone()) }
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
            return Err(place.wrong(value, format!("the {what} `{value}` stands here twice")));
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
