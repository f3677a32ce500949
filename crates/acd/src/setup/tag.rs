//! Tags: what contacts of a skill can be marked with.

use serde::{Deserialize, Serialize};

use crate::{SkillId, TagId};

/// Holds a tag.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// Its name.
    pub name: String,
    /// Whether it may be chosen.
    pub is_active: bool,
    /// The skills that have it; none listed: all.
    pub skills: Vec<SkillId>,
}

impl Tag {
    /// Says whether a skill has it.
    #[must_use]
    pub fn is_of(&self, skill: SkillId) -> bool {
        self.skills.is_empty() || self.skills.contains(&skill)
    }
}
