//! What goes on in skills: who waits, and who could serve.

use serde::{Deserialize, Serialize};

/// What goes on in all skills.
///
/// # Shape
/// `{"skillActivity":[{"skillId":101,"skillName":"Sales","queueCount":2,"longestQueueSeconds":31,"agentsAvailable":0,…}]}`
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SkillActivities {
    /// In the order of the skills' ids.
    pub skill_activity: Vec<SkillActivity>,
}

/// What goes on in an agent's own skills, as `agents/{id}/queues-detail` answers.
///
/// # Shape
/// `{"queues":[{"skillId":101,…}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueDetails {
    /// In the order of the skills' ids.
    pub queues: Vec<SkillActivity>,
}

/// Who waits in an agent's own skills, as `agents/{id}/queues` answers.
///
/// # Shape
/// `{"queues":[{"skillId":101,"skillName":"Sales","mediaTypeId":4,"queueCount":2,"longestQueueSeconds":31,"earliestQueueTime":"…"}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Queues {
    /// In the order of the skills' ids.
    pub queues: Vec<Queue>,
}

/// Who waits in a skill.
///
/// # Units
/// `longestQueueSeconds` whole seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Queue {
    /// The skill.
    pub skill_id: u64,
    /// Its name.
    pub skill_name: String,
    /// `4`: phone.
    pub media_type_id: u64,
    /// How many contacts wait.
    pub queue_count: u64,
    /// For how long the oldest of them has waited; 0 when none does.
    pub longest_queue_seconds: u64,
    /// When that one came; absent when none waits.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub earliest_queue_time: Option<String>,
}

/// What goes on in a skill. An agent counts in each of the own skills.
///
/// # Units
/// `longestQueueSeconds` whole seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SkillActivity {
    /// What time it was then.
    pub server_time: String,
    /// The skill.
    pub skill_id: u64,
    /// Its name.
    pub skill_name: String,
    /// Whether contacts are routed to it.
    pub is_active: bool,
    /// `4`: phone.
    pub media_type_id: u64,
    /// How many contacts wait.
    pub queue_count: u64,
    /// For how long the oldest of them has waited; 0 when none does.
    pub longest_queue_seconds: u64,
    /// When that one came; absent when none waits.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub earliest_queue_time: Option<String>,
    /// How many contacts are with agents.
    pub contacts_active: u64,
    /// How many agents are logged in.
    pub agents_logged_in: u64,
    /// How many of them are ready for contacts.
    pub agents_available: u64,
    /// How many are on a contact or work after one.
    pub agents_working: u64,
    /// How many of those work after one.
    #[serde(rename = "agentsACW")]
    pub agents_acw: u64,
    /// How many are not ready for contacts.
    pub agents_unavailable: u64,
}
