//! Settings that a client keeps for an agent, so that they follow the agent from machine to machine.

use serde::{Deserialize, Serialize};

use crate::event_value::optional_number_or_text;

/// Keeps a client's settings for an agent, in place of those before.
///
/// # Shape
/// `{"agentId":1,"dataSet":"{\"volume\":7}"}`; `dataSet` is text, or any other JSON value.
///
/// # Units
/// At most 16 KiB.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct KeepClientData {
    /// The agent; absent: the token's own.
    #[serde(deserialize_with = "optional_number_or_text")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::NumberOrText>))]
    pub agent_id: Option<u64>,
    /// All of the settings.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<serde_json::Value>))]
    pub data_set: Option<serde_json::Value>,
}

impl std::fmt::Debug for KeepClientData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeepClientData").field("agent_id", &self.agent_id).finish_non_exhaustive()
    }
}

/// What a client keeps for an agent.
///
/// # Shape
/// `{"Data":"{\"volume\":7}"}`; `{"Data":"{}"}` before anything was kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientData {
    /// As it was sent; a value that was no text, as JSON text.
    #[serde(rename = "Data")]
    pub data: String,
}

impl std::fmt::Debug for ClientData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientData(..)")
    }
}
