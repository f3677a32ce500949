use serde::{Deserialize, Serialize};

use crate::event_value::{Digits, TrueFalse};

/// A call, as it is now.
///
/// # Shape
/// `{"Type":"CallContactEvent","ContactID":"2","MasterID":"2","Status":"Incoming","FinalState":"False","CallType":"Regular","IsInbound":"True","Timeout":"45","DNIS":"5550100","ANI":"+15551230001","Skill":"101","ScreenPopUrl":"",…}`
///
/// # Units
/// `Timeout` whole seconds in which the agent may answer; times are ISO 8601 UTC with `Z`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "PascalCase")]
pub struct CallContactEvent {
    /// The contact.
    #[serde(rename = "ContactID")]
    pub contact_id: Digits,
    /// The first contact of the conversation.
    #[serde(rename = "MasterID")]
    pub master_id: Digits,
    /// The contact this one came from.
    #[serde(rename = "ParentContactID", skip_serializing_if = "Option::is_none", default)]
    pub parent_contact_id: Option<Digits>,
    /// Where the call is.
    pub status: CallStatus,
    /// Where the call was before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub original_state: Option<CallStatus>,
    /// Whether this is the contact's last event.
    pub final_state: TrueFalse,
    /// What kind of call.
    pub call_type: CallType,
    /// Whether the customer called.
    pub is_inbound: TrueFalse,
    /// Why it ended.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub disconnect_code: Option<String>,
    /// How long the agent may think before answering.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub timeout: Option<Digits>,
    /// The number called.
    #[serde(rename = "DNIS", default)]
    pub dnis: String,
    /// The number calling.
    #[serde(rename = "ANI", default)]
    pub ani: String,
    /// The skill's id.
    pub skill: Digits,
    /// The name of the agent who called, of a call between agents.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub label: Option<String>,
    /// When the contact began, UTC.
    #[serde(rename = "StartTimeUTC", skip_serializing_if = "Option::is_none", default)]
    pub start_time_utc: Option<String>,
    /// The same, under its older name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub start_time: Option<String>,
    /// When the state changed last, UTC.
    #[serde(rename = "LastStateChangeTimeUTC", skip_serializing_if = "Option::is_none", default)]
    pub last_state_change_time_utc: Option<String>,
    /// The same, under its older name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_state_change_time: Option<String>,
    /// The skill's page, filled in; empty when there is none.
    #[serde(default)]
    pub screen_pop_url: String,
    /// What was filled in, `name=value` joined with `|`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub screen_pop_url_variables: Option<String>,
    /// Whether it is linked to another call (a conference).
    #[serde(default)]
    pub is_linked: TrueFalse,
    /// How it was delivered.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub delivery_type: Option<String>,
    /// Whether the agent must answer by hand.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub is_require_manual_accept: Option<TrueFalse>,
    /// Whether a disposition may be recorded.
    #[serde(default)]
    pub allow_dispositions: TrueFalse,
    /// Whether the agent is recording.
    #[serde(default)]
    pub is_logging: TrueFalse,
    /// What a client keeps with it, `name=value` joined with `|`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub custom_data: Option<String>,
}

/// Where a call is. The spelling matters to clients, case included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CallStatus {
    /// Offered to the agent, who may answer or refuse.
    Incoming,
    /// Rings elsewhere.
    Ringing,
    /// Being placed.
    Dialing,
    /// Customer and agent talk.
    Active,
    /// On hold.
    Holding,
    /// Talking while the recording gets silence.
    Masking,
    /// In a conference.
    Joined,
    /// Shown before it is placed.
    Preview,
    /// Over; after-contact work while `FinalState` is `"False"`.
    Disconnected,
    /// A call back is over.
    CallBackDisconnected,
}

/// What kind of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CallType {
    /// A customer's.
    Regular,
    /// The agent's own leg.
    AgentLeg,
    /// Stands for one being reskilled.
    ReskillProxy,
    /// Between agents.
    Consult,
    /// From the agent's own queue.
    PersonalQueue,
    /// The dialer's.
    Dialer,
    /// Taken over by a supervisor.
    TakeOver,
    /// A conference.
    Conference,
}
