use serde::{Deserialize, Serialize};

use crate::event_value::TrueFalse;

/// The agent's leg was muted or unmuted: it holds for every call of the agent.
///
/// # Shape
/// `{"Type":"Mute","AgentMuted":"True"}`
///
/// # Source
/// `docs/page-protocol.md` P42.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "PascalCase")]
pub struct Mute {
    /// Whether nobody hears the agent.
    pub agent_muted: TrueFalse,
}
