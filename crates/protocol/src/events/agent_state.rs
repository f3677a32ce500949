use serde::{Deserialize, Serialize};

use crate::event_value::{Digits, TrueFalse};

/// The agent's state.
///
/// # Shape
/// `{"Type":"AgentState","CurrentState":"Unavailable","CurrentOutReason":"Break","StartTimeUTC":"2026-01-02T03:04:05.000Z","IsAcw":"False","NextStates":[]}`
///
/// # Units
/// `AcwTimeout` in whole seconds; at most two `NextStates`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "PascalCase")]
pub struct AgentState {
    /// What the agent does now.
    pub current_state: CurrentState,
    /// The unavailable code's name, or empty.
    #[serde(default)]
    pub current_out_reason: String,
    /// Since when, UTC.
    #[serde(rename = "StartTimeUTC", skip_serializing_if = "Option::is_none", default)]
    pub start_time_utc: Option<String>,
    /// Whether this is after-contact work.
    #[serde(default)]
    pub is_acw: TrueFalse,
    /// How long after-contact work may take, when it is limited.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub acw_timeout: Option<Digits>,
    /// What follows when the contact is done.
    #[serde(default)]
    pub next_states: Vec<NextState>,
    /// Whether after-contact work follows.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next_is_acw: Option<TrueFalse>,
}

/// A pending state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "PascalCase")]
pub struct NextState {
    /// `Available` or `Unavailable`.
    pub state: CurrentState,
    /// The unavailable code's name, or empty.
    #[serde(default)]
    pub out_reason: String,
}

/// What an agent does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CurrentState {
    /// Waits for a contact.
    Available,
    /// Takes no contact.
    Unavailable,
    /// A contact came in and rings, or is being handled.
    InboundContact,
    /// The agent placed a contact.
    OutboundContact,
    /// Another agent consults this one.
    InboundConsult,
    /// This agent consults another.
    OutboundConsult,
    /// Works for the dialer.
    Dialer,
    /// Waits for the dialer.
    DialerPending,
}
