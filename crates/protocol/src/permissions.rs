//! What an agent may do.

use serde::{Deserialize, Serialize};

use crate::event_value::optional_number_or_text;

/// The permissions of an agent.
///
/// # Shape
/// `{"permissions":[{"Key":"MuteAgent","Value":"Enable"},{"Key":"HideInboundHangup","Value":"Disable"}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Permissions {
    /// Each as a pair.
    pub permissions: Vec<Permission>,
}

/// One permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase")]
pub struct Permission {
    /// `MuteAgent`, `Masking`, `RecordContact`, `HideInboundHangup`.
    pub key: String,
    /// `Enable` or `Disable`.
    pub value: String,
}

/// The query: whose permissions.
///
/// # Shape
/// `?agentId=1`; absent: the token's own agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", default)]
pub struct PermissionsOf {
    /// The agent.
    #[serde(deserialize_with = "optional_number_or_text")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<crate::openapi::NumberOrText>))]
    pub agent_id: Option<u64>,
}
