//! `[[tag]]`: what contacts of a skill can be marked with.

use cordboard_acd::{SkillId, TagId, setup::Tag};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{
    ConfigError, Place,
    place::nowhere,
    skill,
    team::{known, unique},
};

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: Spanned<TagId>,
    name: String,
    #[serde(default = "is_active")]
    active: bool,
    #[serde(default)]
    skills: Vec<Spanned<u64>>,
}

fn is_active() -> bool {
    true
}

/// Judges what the tags say of skills.
pub(super) fn judge(
    tags: &[Section],
    skills: &[skill::Section],
    place: &Place<'_>,
) -> Result<(), ConfigError> {
    for id in tags.iter().flat_map(|tag| &tag.skills) {
        known(id, skills.iter().map(|skill| skill.id.get_ref().0), "skill", place)?;
    }
    Ok(())
}

impl Section {
    pub(super) fn of(tag: &Tag) -> Self {
        Self {
            id: nowhere(tag.id),
            name: tag.name.clone(),
            active: tag.is_active,
            skills: tag.skills.iter().map(|skill| nowhere(skill.0)).collect(),
        }
    }

    pub(super) fn entry(&self, place: &Place<'_>) -> Result<Tag, ConfigError> {
        unique(self.skills.iter(), "skill", place)?;
        Ok(Tag {
            id: *self.id.get_ref(),
            name: self.name.clone(),
            is_active: self.active,
            skills: self.skills.iter().map(|id| SkillId(*id.get_ref())).collect(),
        })
    }
}
