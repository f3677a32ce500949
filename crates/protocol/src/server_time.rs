//! What time it is at the server, and which features are switched over.

use serde::{Deserialize, Serialize};

/// The server's time.
///
/// # Shape
/// `{"ServerTime":"2026-01-02T03:04:05.678Z"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase")]
pub struct ServerTime {
    /// UTC.
    pub server_time: String,
}

/// The features that are switched over from their defaults: none.
///
/// # Shape
/// `{"toggledFeatures":[]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ToggledFeatures {
    /// Their names.
    pub toggled_features: Vec<String>,
}
