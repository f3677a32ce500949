//! Agents, and the settings that a desktop reads at its start.

use serde::{Deserialize, Serialize};

/// An agent, as `agents/{id}` answers.
///
/// # Shape
/// `{"agents":[{"agentId":1,"firstName":"Ada",…}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Agents {
    /// One, or several for a list.
    pub agents: Vec<Agent>,
}

/// One agent.
///
/// # Units
/// `phoneRefusalTimeout` whole seconds, 15 to 300.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Agent {
    /// Names the agent.
    pub agent_id: u64,
    /// The log-in name.
    pub user_name: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The team.
    pub team_id: u64,
    /// The team's name.
    pub team_name: String,
    /// Whether the agent may log in.
    pub is_active: bool,
    /// How long a call may ring.
    pub phone_refusal_timeout: u64,
}

/// The settings of an agent's desktop; flat.
///
/// # Shape
/// `{"webRTCType":"","webRTCWSSUrls":[],"webRTCServerDomain":"","webRTCICEUrls":[],"webRTCDNIS":"","persistentPanels":[],"maxConferenceParties":3,"deleteCommitmentString":""}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgentSettings {
    /// Which softphone; empty for none.
    #[serde(rename = "webRTCType")]
    pub web_rtc_type: String,
    /// Where the softphone connects.
    #[serde(rename = "webRTCWSSUrls")]
    pub web_rtc_wss_urls: Vec<String>,
    /// The softphone's domain.
    #[serde(rename = "webRTCServerDomain")]
    pub web_rtc_server_domain: String,
    /// The softphone's ICE servers.
    #[serde(rename = "webRTCICEUrls")]
    pub web_rtc_ice_urls: Vec<String>,
    /// The number the softphone answers.
    #[serde(rename = "webRTCDNIS")]
    pub web_rtc_dnis: String,
    /// Pages that are always open; ours come with the desktop's own settings.
    #[serde(rename = "persistentPanels")]
    pub persistent_panels: Vec<serde_json::Value>,
    /// How many may be in a conference.
    #[serde(rename = "maxConferenceParties")]
    pub max_conference_parties: u64,
    /// What stands for a deleted commitment.
    #[serde(rename = "deleteCommitmentString")]
    pub delete_commitment_string: String,
}
