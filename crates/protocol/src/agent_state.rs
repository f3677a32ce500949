//! The states of all agents.

use serde::{Deserialize, Serialize};

/// How agents stand, as `agents/states` answers.
///
/// # Shape
/// `{"agentStates":[{"agentId":1,"agentStateId":1,"agentStateName":"Available",…}]}`
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AgentStates {
    /// In the order of the agents' ids.
    pub agent_states: Vec<AgentStateRow>,
}

/// How agents stand, as `cache/agentstate` answers.
///
/// # Shape
/// `{"resultSet":{"agentState":[…],"lastPollTime":"2026-01-02T03:04:05.678Z"}}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CachedAgentStates {
    /// What was found.
    pub result_set: CachedAgentStateSet,
}

/// What `cache/agentstate` found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CachedAgentStateSet {
    /// In the order of the agents' ids.
    pub agent_state: Vec<AgentStateRow>,
    /// To be sent as `lastPollTime` or `updatedSince` for what has changed since.
    pub last_poll_time: String,
}

/// How an agent stands.
///
/// # Units
/// `agentStateId` 0 `LoggedOut`, 1 `Available`, 2 `Unavailable`, 3 `InboundContact`,
/// 4 `OutboundContact`, 5 `InboundConsult`, 6 `OutboundConsult`, 7 `Dialer`, 8 `DialerPending`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AgentStateRow {
    /// The agent.
    pub agent_id: u64,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The agent's team.
    pub team_id: u64,
    /// The team's name.
    pub team_name: String,
    /// The state, by number.
    pub agent_state_id: u64,
    /// The state, as `AgentState` events spell it, or `LoggedOut`.
    pub agent_state_name: String,
    /// Whether it is after-contact work.
    #[serde(rename = "isACW")]
    pub is_acw: bool,
    /// Why the agent is unavailable; the code's name, or empty.
    pub out_state_description: String,
    /// The code, where there is one of this name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub out_state_id: Option<u64>,
    /// The contact that the agent is on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub contact_id: Option<u64>,
    /// Its skill.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub skill_id: Option<u64>,
    /// The skill's name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub skill_name: Option<String>,
    /// How many contacts are open.
    pub open_contacts: u64,
    /// Since when; absent where nobody knows any more.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub start_date: Option<String>,
}
