//! Tags: what contacts of a skill can be marked with.

use serde::{Deserialize, Serialize};

/// The tags of a skill.
///
/// # Shape
/// `{"resultSet":{"skillId":101,"tags":[{"tagId":1,"tagName":"Complaint","isActive":true}]}}`
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SkillTags {
    /// What was found.
    pub result_set: SkillTagSet,
}

/// A skill and its tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SkillTagSet {
    /// The skill.
    pub skill_id: u64,
    /// In the order of their ids.
    pub tags: Vec<Tag>,
}

/// One tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    /// Names it.
    pub tag_id: u64,
    /// What people read.
    pub tag_name: String,
    /// Whether it may be chosen.
    pub is_active: bool,
}
