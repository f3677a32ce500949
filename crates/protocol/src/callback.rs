//! Commitments to call back.

use serde::{Deserialize, Serialize};

/// An agent's commitments to call back.
///
/// # Shape
/// `{"callbacks":[]}`; what stands in it comes with commitments.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Callbacks {
    /// None, before a later version.
    pub callbacks: Vec<serde_json::Value>,
}
