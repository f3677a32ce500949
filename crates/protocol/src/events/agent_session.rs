use serde::{Deserialize, Serialize};

use crate::event_value::{Digits, TrueFalse};

/// The agent session began; everything known before it is void.
///
/// # Shape
/// `{"Type":"AgentSessionStart","BusNo":"1","AgentId":"1","StationId":"","StationPhoneNumber":"5550100","SessionId":"7","CanMask":"True","CanRecord":"True",…}`
///
/// # Source
/// `docs/agent-api.md` E6; P32 of `docs/page-protocol.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "PascalCase", default)]
pub struct AgentSessionStart {
    /// The business unit.
    pub bus_no: Digits,
    /// The agent.
    pub agent_id: Digits,
    /// The station, or empty.
    pub station_id: String,
    /// The station's number, or empty.
    pub station_phone_number: String,
    /// What the station shows as caller, or empty.
    pub station_caller_id: String,
    /// The platform's number of this session, not the id for polling.
    pub session_id: Digits,
    /// `0`: no supervisor.
    pub supervisor_permission_level: Digits,
    /// Whether the agent may mask.
    pub can_mask: TrueFalse,
    /// Whether the agent may record.
    pub can_record: TrueFalse,
    /// Whether the agent may see schedules.
    pub agent_schedule_permission: TrueFalse,
    /// Whether the agent may score recordings.
    pub score_recordings_permission: TrueFalse,
    /// Whether the agent's state is hidden from others.
    pub hide_agent_state_permission: TrueFalse,
    /// Whether conferences may have more than three parties.
    pub can_multi_party_conference: TrueFalse,
    /// How many chats at once.
    pub max_concurrent_chats: Digits,
    /// Whether several contacts at once are allowed.
    #[serde(rename = "EnabledForMCH")]
    pub enabled_for_mch: TrueFalse,
    /// Whether a customer card is shown.
    pub use_customer_card: TrueFalse,
    /// The agent's lasting id.
    #[serde(rename = "AgentUUId")]
    pub agent_uuid: String,
    /// How entities are named; always `Skill` here.
    pub entity_mode: String,
}

/// The agent session is over.
///
/// # Shape
/// `{"Type":"AgentSessionEnd","Message":"The agent logged out.","Success":"True"}`
///
/// # Source
/// `docs/agent-api.md` E5.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "PascalCase")]
pub struct AgentSessionEnd {
    /// Why, in words.
    pub message: String,
    /// Whether it ended in order.
    pub success: TrueFalse,
}
