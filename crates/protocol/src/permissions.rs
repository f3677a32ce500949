//! What an agent may do.

use serde::{Deserialize, Serialize};

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
