//! Skills, and which an agent has.

use serde::{Deserialize, Serialize};

/// The skills of an agent.
///
/// # Shape
/// `{"agentSkillAssignments":[{"skillId":101,"skillName":"Sales","isActive":true,…}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AgentSkills {
    /// In the order of their ids.
    pub agent_skill_assignments: Vec<AgentSkill>,
}

/// One skill of an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the contract's own shape")]
pub struct AgentSkill {
    /// Names it.
    pub skill_id: u64,
    /// What people read.
    pub skill_name: String,
    /// Whether contacts are routed to it.
    pub is_active: bool,
    /// Whether it is for placing calls.
    pub is_outbound: bool,
    /// Whether the dialer uses it.
    pub is_dialer: bool,
    /// `4`: phone.
    pub media_type_id: u64,
    /// Whether a disposition may be recorded.
    pub use_disposition: bool,
    /// Whether one must be recorded.
    pub require_disposition: bool,
    /// Whether after-contact work follows a contact.
    #[serde(rename = "useACW")]
    pub use_acw: bool,
}

/// A skill by itself.
///
/// # Shape
/// `{"skillId":101,"skillName":"Sales","acwTypeId":2,"requireDisposition":true,"maxSecondsACW":120,…}`
///
/// # Units
/// `maxSecondsACW` whole seconds, 0 for no limit; `acwTypeId` 1 none, 2 disposition, 3 automatic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Skill {
    /// Names it.
    pub skill_id: u64,
    /// What people read.
    pub skill_name: String,
    /// Whether contacts are routed to it.
    pub is_active: bool,
    /// `4`: phone.
    pub media_type_id: u64,
    /// How after-contact work ends.
    pub acw_type_id: u64,
    /// Whether a disposition may be recorded.
    pub use_disposition: bool,
    /// Whether one must be recorded.
    pub require_disposition: bool,
    /// How long after-contact work may take.
    #[serde(rename = "maxSecondsACW")]
    pub max_seconds_acw: u64,
}

/// All skills.
///
/// # Shape
/// `{"skills":[…]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Skills {
    /// In the order of their ids.
    pub skills: Vec<Skill>,
}
