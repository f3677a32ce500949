//! What an agent may do.

use serde::{Deserialize, Serialize};

use crate::event_value::optional_number_or_text;

/// The permissions of an agent.
///
/// # Shape
/// `{"permissions":[{"Key":"MuteAgent","Value":"Enable"},{"Key":"HideInboundHangup","Value":"Disable"}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permissions {
    /// Each as a pair.
    pub permissions: Vec<Permission>,
}

/// One permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[serde(rename_all = "camelCase", default)]
pub struct PermissionsOf {
    /// The agent.
    #[serde(deserialize_with = "optional_number_or_text")]
    pub agent_id: Option<u64>,
}
