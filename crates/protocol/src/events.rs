//! What get-next-event brings: the events of an agent session.
//!
//! Own property `Type`; nearly all values are text; a field without a value is left out, never `null`.

mod agent_leg;
mod agent_session;
mod agent_state;
mod call_contact;
mod conference;
mod indicator;
mod mch_agent_settings;
mod mute;
mod screen_pop;

use serde::{Deserialize, Serialize};

pub use agent_leg::{AgentLeg, AgentLegStatus};
pub use agent_session::{AgentSessionEnd, AgentSessionStart};
pub use agent_state::{AgentState, CurrentState, NextState};
pub use call_contact::{CallContactEvent, CallStatus, CallType};
pub use conference::Conference;
pub use indicator::Indicator;
pub use mch_agent_settings::MchAgentSettingsChangeEvent;
pub use mute::Mute;
pub use screen_pop::{PageAction, PageOpen, PopDestination, PopUrl, RunApp};

/// One answer of get-next-event.
///
/// # Shape
/// `{"sessionId":"kX3…","events":[{"Type":"AgentState",…}]}`
///
/// # Source
/// `docs/agent-api.md` E1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NextEvents {
    /// The id to poll with next: it says that all before it arrived.
    pub session_id: String,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// One event and the node that made it.
///
/// # Shape
/// `{"Type":"Mute","AgentMuted":"True","IISHost":"node1","VCHost":"node1"}`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// What happened.
    #[serde(flatten)]
    pub what: What,
    /// The node that answered.
    #[serde(rename = "IISHost", default)]
    pub iis_host: String,
    /// The node that made it.
    #[serde(rename = "VCHost", default)]
    pub vc_host: String,
}

/// What happened, by its `Type`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "Type")]
#[non_exhaustive]
pub enum What {
    /// The agent session began, or its picture begins anew (E3, E6).
    AgentSessionStart(AgentSessionStart),
    /// The agent session is over.
    AgentSessionEnd(AgentSessionEnd),
    /// The agent session was ended or taken over from elsewhere.
    RemoteAgentSessionEnd(AgentSessionEnd),
    /// The agent's state.
    AgentState(AgentState),
    /// The agent's own phone connection.
    AgentLeg(AgentLeg),
    /// The agent was muted or unmuted.
    Mute(Mute),
    /// A call, as it is now.
    CallContactEvent(Box<CallContactEvent>),
    /// How many contacts of each kind the agent takes.
    MchAgentSettingsChangeEvent(MchAgentSettingsChangeEvent),
    /// An address to show.
    #[serde(rename = "PopURL")]
    PopUrl(PopUrl),
    /// A page to open or close.
    PageOpen(PageOpen),
    /// An indicator of a contact is on or off.
    Indicator(Indicator),
    /// An address to open.
    RunApp(RunApp),
    /// A contact of the agent's is in a conference.
    Conference(Conference),
    /// What the agent may do has changed: fetch it again.
    UpdatePermissions,
    /// The agent's skills have changed: fetch them again.
    UpdateSkills,
    /// The unavailable codes of the agent's team have changed: fetch them again.
    UpdateUnavailableCodes,
    /// The agent's messages have changed: fetch them again.
    UpdateMessages,
    /// The agent's indicators have changed: fetch them again.
    UpdateIndicators,
    /// Any other; never made by us.
    #[serde(other)]
    #[cfg_attr(test, ts(skip))]
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event_value::{Digits, TrueFalse};

    #[test]
    fn an_event_has_its_type_first_and_its_node_last() {
        let event = Event {
            what: What::PopUrl(PopUrl {
                contact_id: Digits(2),
                url: "https://crm.example/".to_owned(),
                tab_title: None,
                pop_destination: PopDestination::ContactPanel,
                popout_window_height: None,
                popout_window_width: None,
                close_popout_upon_termination: Some(TrueFalse(true)),
            }),
            iis_host: "node1".to_owned(),
            vc_host: "node1".to_owned(),
        };
        assert_eq!(
            serde_json::to_string(&event).unwrap(),
            r#"{"Type":"PopURL","ContactId":"2","URL":"https://crm.example/","PopDestination":"ContactPanel","ClosePopoutUponTermination":"True","IISHost":"node1","VCHost":"node1"}"#
        );
    }

    #[test]
    fn an_event_that_only_says_fetch_it_again_has_no_fields_of_its_own() {
        let event = Event {
            what: What::UpdateSkills,
            iis_host: "node1".to_owned(),
            vc_host: "node1".to_owned(),
        };
        assert_eq!(
            serde_json::to_string(&event).unwrap(),
            r#"{"Type":"UpdateSkills","IISHost":"node1","VCHost":"node1"}"#
        );
    }

    #[test]
    fn an_event_of_another_kind_is_read_as_unknown() {
        let event: Event = serde_json::from_str(r#"{"Type":"VoiceMailContactEvent"}"#).unwrap();
        assert_eq!(event.what, What::Unknown);
    }
}
