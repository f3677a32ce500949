//! Teams and their unavailable codes.

use serde::{Deserialize, Serialize};

/// The unavailable codes of a team.
///
/// # Shape
/// `{"unavailableCodes":[{"outStateId":1,"outStateName":"Break","isAcw":false,"isActive":true,"agentTimeoutMins":120}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
