//! Dialling: a number, an agent, or whoever of a skill is free.

use serde::{Deserialize, Serialize};

use crate::event_value::{optional_number_or_text, optional_text_or_number};

/// Dials a phone number.
///
/// # Shape
/// `{"phoneNumber":"+15551230001","skillId":101,"parentContactId":2}`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct DialPhone {
    /// The number to call.
    #[serde(deserialize_with = "optional_text_or_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::TextOrNumber>))]
    pub phone_number: Option<String>,
    /// For which skill.
    #[serde(deserialize_with = "optional_number_or_text", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::NumberOrText>))]
    pub skill_id: Option<u64>,
    /// For which skill, by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skill_name: Option<String>,
    /// The contact that this call is made for.
    #[serde(deserialize_with = "optional_number_or_text", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::NumberOrText>))]
    pub parent_contact_id: Option<u64>,
}

impl std::fmt::Debug for DialPhone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DialPhone").field("skill_id", &self.skill_id).finish_non_exhaustive()
    }
}

/// Dials another agent.
///
/// # Shape
/// `{"targetAgentId":2,"parentContactId":2}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct DialAgent {
    /// The agent to call.
    #[serde(deserialize_with = "optional_number_or_text")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::NumberOrText>))]
    pub target_agent_id: Option<u64>,
    /// The contact that this call is made for.
    #[serde(deserialize_with = "optional_number_or_text", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::NumberOrText>))]
    pub parent_contact_id: Option<u64>,
}

/// Dials whoever of a skill is free.
///
/// # Shape
/// `{"skillId":101}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct DialSkill {
    /// The skill to call.
    #[serde(deserialize_with = "optional_number_or_text")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::NumberOrText>))]
    pub skill_id: Option<u64>,
    /// The contact that this call is made for.
    #[serde(deserialize_with = "optional_number_or_text", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::NumberOrText>))]
    pub parent_contact_id: Option<u64>,
}
