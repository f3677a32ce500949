//! Agent sessions: start, join, read, end, state, the leg.

use serde::{Deserialize, Serialize};

use crate::event_value::{optional_number_or_text, optional_text_or_number};

/// Starts an agent session.
///
/// # Shape
/// `{"stationId":"","stationPhoneNumber":"5550100","inactivityTimeout":60,"inactivityForceLogout":false}`
///
/// # Units
/// `inactivityTimeout` whole seconds.
///
/// # Source
/// `docs/agent-api.md` section 3, A3, A4, E7.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct StartAgentSession {
    /// A station known by id, or empty.
    #[serde(deserialize_with = "optional_text_or_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::TextOrNumber>))]
    pub station_id: Option<String>,
    /// The number to reach the agent at; `"WebRTC"` for the softphone.
    #[serde(deserialize_with = "optional_text_or_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::TextOrNumber>))]
    pub station_phone_number: Option<String>,
    /// How long nobody may poll before the agent is set unavailable.
    #[serde(deserialize_with = "optional_number_or_text", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::NumberOrText>))]
    pub inactivity_timeout: Option<u64>,
    /// Whether the session then ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Flag>))]
    pub inactivity_force_logout: Option<serde_json::Value>,
    /// The agent meant; ignored unless it names another agent (A4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_agent_id: Option<serde_json::Value>,
}

/// Joins the agent's running session.
///
/// # Shape
/// `{"asAgentId":7}`, `{}`, or `{"takeOver":true}`
///
/// # Source
/// `docs/agent-api.md` section 3, E4.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct JoinAgentSession {
    /// The agent meant; ignored unless it names another agent (A4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_agent_id: Option<serde_json::Value>,
    /// Whether every id issued before is to end (E4).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Flag>))]
    pub take_over: Option<serde_json::Value>,
}

/// The answer to start and join.
///
/// # Shape
/// `{"sessionId":"kX3…"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AgentSessionStarted {
    /// Names the session and how far its events have been received.
    pub session_id: String,
}

/// An agent session as it is.
///
/// # Shape
/// `{"sessionId":"kX3…","agentSessionNumber":7,"agentId":1,"busNo":1,"agentState":"Available",…}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AgentSessionInfo {
    /// The id by which it was asked for.
    pub session_id: String,
    /// The platform's number of this session.
    pub agent_session_number: u64,
    /// The agent.
    pub agent_id: u64,
    /// The business unit.
    pub bus_no: u64,
    /// The station, or empty.
    pub station_id: String,
    /// The station's number, or empty.
    pub station_phone_number: String,
    /// When it began, UTC.
    pub start_time: String,
    /// The agent's state, as in the `AgentState` event.
    pub agent_state: String,
    /// The unavailable code's name, or empty.
    pub out_reason: String,
    /// How many contacts are open.
    pub contact_count: u64,
}

/// How an agent session ends; every field may also stand in the query.
///
/// # Shape
/// `{"forceLogoff":true,"endContacts":true,"ignorePersonalQueue":true}`
///
/// # Source
/// `docs/agent-api.md` A9.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct EndAgentSession {
    /// Ends even with contacts open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Flag>))]
    pub force_logoff: Option<serde_json::Value>,
    /// Ends the contacts too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Flag>))]
    pub end_contacts: Option<serde_json::Value>,
    /// Leaves the personal queue as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Flag>))]
    pub ignore_personal_queue: Option<serde_json::Value>,
}

/// Sets the agent's state; on a contact it becomes the pending state.
///
/// # Shape
/// `{"state":"Unavailable","reason":"Break"}`
///
/// # Errors
/// `unknown-state`, `unknown-unavailable-code`, `not-in-this-state` for an after-contact code without a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct SetAgentState {
    /// `Available` or `Unavailable`.
    pub state: Option<String>,
    /// The unavailable code's name, or empty.
    #[serde(deserialize_with = "optional_text_or_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::TextOrNumber>))]
    pub reason: Option<String>,
}

/// The query of get-next-event.
///
/// # Shape
/// `?timeout=60`
///
/// # Units
/// Whole seconds, 0 to 60; absent: 60.
///
/// # Source
/// `docs/agent-api.md` E1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(default)]
pub struct WaitForEvents {
    /// How long to wait when nothing has happened yet.
    pub timeout: Option<String>,
}
