//! Indicators: small pictures at the agent that open something.

use serde::{Deserialize, Serialize};

/// The indicators of an agent.
///
/// # Shape
/// `{"indicators":[{"IndicatorId":1,"Name":"Orders","ActionType":"OpenURL","ActionUri":"https://crm.example/orders","ImageUri":"","ToolTip":""}]}`
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Indicators {
    /// In the order of their ids.
    pub indicators: Vec<IndicatorEntry>,
}

/// One indicator; its keys are those of the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase")]
pub struct IndicatorEntry {
    /// Names it.
    pub indicator_id: u64,
    /// What events and `custom-data` call it.
    pub name: String,
    /// `OpenURL`, or empty where it opens nothing.
    pub action_type: String,
    /// What it opens, or empty.
    pub action_uri: String,
    /// The address of its picture, or empty.
    pub image_uri: String,
    /// What the agent reads at it, or empty.
    pub tool_tip: String,
}
