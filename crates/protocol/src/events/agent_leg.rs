use serde::{Deserialize, Serialize};

use crate::event_value::{Digits, TrueFalse};

/// The agent's own phone connection.
///
/// # Shape
/// `{"Type":"AgentLeg","AgentLegId":"9001","Status":"Active","FinalState":"False"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "PascalCase")]
pub struct AgentLeg {
    /// Names this connection.
    pub agent_leg_id: Digits,
    /// How far it is.
    pub status: AgentLegStatus,
    /// Whether it has ended.
    pub final_state: TrueFalse,
}

/// How far the agent leg is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum AgentLegStatus {
    /// The station rings.
    Dialing,
    /// Connected.
    Active,
    /// Ended, or could not be had.
    Disconnected,
}
