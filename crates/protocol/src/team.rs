//! Teams and their unavailable codes.

use serde::{Deserialize, Serialize};

/// The unavailable codes of a team.
///
/// # Shape
/// `{"unavailableCodes":[{"outStateId":1,"outStateName":"Break","isAcw":false,"isActive":true,"agentTimeoutMins":120}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UnavailableCodes {
    /// In the order to show them.
    pub unavailable_codes: Vec<UnavailableCode>,
}

/// Why an agent is unavailable.
///
/// # Units
/// `agentTimeoutMins` in minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UnavailableCode {
    /// Names it.
    pub out_state_id: u64,
    /// What the agent reads, and what `reason` names.
    pub out_state_name: String,
    /// Whether it means after-contact work.
    pub is_acw: bool,
    /// Whether it may be chosen.
    pub is_active: bool,
    /// After how long the session ends.
    pub agent_timeout_mins: u64,
}

/// The agents of a team.
///
/// # Shape
/// `{"agents":[{"agentId":1,"firstName":"Ada","lastName":"Archer","teamId":1,"teamName":"Sales floor","isActive":true}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamAgents {
    /// In the order of their ids.
    pub agents: Vec<TeamAgent>,
}

/// An agent as others see the agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TeamAgent {
    /// Names the agent.
    pub agent_id: u64,
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
}

/// Teams, as `teams` and `teams/{id}` answer.
///
/// # Shape
/// `{"teams":[{"teamId":1,"teamName":"Sales floor","isActive":true}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Teams {
    /// One, or several for a list.
    pub teams: Vec<Team>,
}

/// One team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Team {
    /// Names it.
    pub team_id: u64,
    /// What people read.
    pub team_name: String,
    /// Whether it is in use.
    pub is_active: bool,
}
