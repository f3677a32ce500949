//! The line simulator's own API: customers without a telephone network.

use serde::{Deserialize, Serialize};

use crate::event_value::number_or_text;

/// Places a call.
///
/// # Shape
/// `{"skillId":101,"ani":"+15551230001","dnis":"+15550100"}`
///
/// # Units
/// Numbers up to 64 characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlaceCall {
    /// The skill the call waits in.
    #[serde(deserialize_with = "number_or_text")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::NumberOrText))]
    pub skill_id: u64,
    /// The number calling.
    pub ani: String,
    /// The number called.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dnis: Option<String>,
}

impl std::fmt::Debug for PlaceCall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PlaceCall").field("skill_id", &self.skill_id).finish_non_exhaustive()
    }
}

/// The answer: 201.
///
/// # Shape
/// `{"contactId":2}`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CallPlaced {
    /// The contact.
    pub contact_id: u64,
}

/// A simulated call as the customer hears it: `GET /simulator/v1/calls/{id}`.
///
/// # Shape
/// `{"contactId":2,"state":"waiting"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SimulatedCall {
    /// The contact.
    pub contact_id: u64,
    /// `waiting`, `ringing`, `talking`, `on-hold`, `ended`.
    pub state: String,
}

/// The skills that can be called: `GET /simulator/v1/skills`.
///
/// # Shape
/// `{"skills":[{"skillId":101,"skillName":"Sales"}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimulatorSkills {
    /// In the order of their ids.
    pub skills: Vec<SimulatorSkill>,
}

/// One skill that can be called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SimulatorSkill {
    /// Names it.
    pub skill_id: u64,
    /// What people read.
    pub skill_name: String,
}
