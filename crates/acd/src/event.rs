//! What an agent is told. The public JSON of it is made by the server alone.

use serde::{Deserialize, Serialize};

use crate::{
    AgentId, AgentSessionId, BusinessUnitId, ConferenceNo, ContactId, LegId, Private, SkillId,
    Time,
    fact::{CallEnd, LegEnd, Pop, SessionEnd},
    setup::{AgentSettings, Permissions, Station},
};

/// Tells an agent one thing.
///
/// # Source
/// `docs/agent-api.md` section 4.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// `AgentSessionStart`.
    AgentSessionStart(AgentSessionStart),
    /// `AgentSessionEnd`: the last event.
    AgentSessionEnd {
        /// Why.
        why: SessionEnd,
    },
    /// `RemoteAgentSessionEnd`: ended from elsewhere, or taken over; the last event.
    RemoteAgentSessionEnd {
        /// Whether another desktop took the agent session over, which lives on there.
        taken_over: bool,
    },
    /// `AgentState`.
    AgentState(AgentStateEvent),
    /// `AgentLeg`.
    AgentLeg(AgentLegEvent),
    /// Mute.
    Mute {
        /// Whether the agent is muted.
        muted: bool,
    },
    /// `CallContactEvent`.
    Call(Box<CallEvent>),
    /// `MchAgentSettingsChangeEvent`.
    AgentSettings(AgentSettings),
    /// `PopURL`.
    PopUrl {
        /// Of which contact.
        contact: ContactId,
        /// What opens.
        pop: Pop,
    },
    /// `PageOpen`.
    PageOpen {
        /// Of which contact.
        contact: ContactId,
        /// `Open` or, with the contact's end, `Close`.
        action: PageAction,
        /// The address.
        url: Private,
    },
    /// `Indicator`.
    Indicator(Box<IndicatorEvent>),
    /// `RunApp` with `OpenURL`.
    RunApp {
        /// Of which contact.
        contact: ContactId,
        /// The address.
        url: Private,
    },
    /// `Conference`: a contact of the agent's is in one.
    Conference {
        /// `ConferenceNo`.
        conference: ConferenceNo,
    },
    /// `UpdatePermissions`: fetch them again.
    UpdatePermissions,
    /// `UpdateSkills`: fetch them again.
    UpdateSkills,
    /// `UpdateUnavailableCodes`: fetch them again.
    UpdateUnavailableCodes,
    /// `UpdateMessages`: fetch them again.
    UpdateMessages,
    /// `UpdateIndicators`: fetch them again.
    UpdateIndicators,
}

impl Event {
    /// Gives the contact that the event names.
    #[must_use]
    pub fn contact(&self) -> Option<ContactId> {
        match self {
            Self::Call(call) => Some(call.contact),
            Self::Indicator(indicator) => Some(indicator.contact),
            Self::PopUrl { contact, .. }
            | Self::PageOpen { contact, .. }
            | Self::RunApp { contact, .. } => Some(*contact),
            Self::AgentSessionStart(_)
            | Self::AgentSessionEnd { .. }
            | Self::RemoteAgentSessionEnd { .. }
            | Self::AgentState(_)
            | Self::AgentLeg(_)
            | Self::Mute { .. }
            | Self::AgentSettings(_)
            | Self::Conference { .. }
            | Self::UpdatePermissions
            | Self::UpdateSkills
            | Self::UpdateUnavailableCodes
            | Self::UpdateMessages
            | Self::UpdateIndicators => None,
        }
    }
}

/// Tells that an indicator of a contact is on or off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorEvent {
    /// `ContactID`.
    pub contact: ContactId,
    /// `Name`.
    pub name: String,
    /// `ActionUri`, filled in; may be empty.
    pub action_uri: Private,
    /// `ImageUri`; may be empty.
    pub image_uri: String,
    /// `ToolTip`; may be empty.
    pub tool_tip: String,
    /// `IndicatorState`.
    pub is_on: bool,
}

/// Tells what an agent session is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentSessionStart {
    /// `BusNo`.
    pub business_unit: BusinessUnitId,
    /// `AgentId`.
    pub agent: AgentId,
    /// `SessionId`: the platform's number.
    pub session: AgentSessionId,
    /// `StationId`, `StationPhoneNumber`, `StationCallerId`.
    pub station: Station,
    /// `CanMask`, `CanRecord`.
    pub permissions: Permissions,
    /// `CanMultiPartyConference`: a conference may have more than three parties.
    #[serde(default)]
    pub can_conference: bool,
    /// `MaxConcurrentChats`.
    pub max_concurrent_chats: u32,
    /// When it started.
    pub started_at: Time,
}

/// Tells the agent's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentStateEvent {
    /// `CurrentState`.
    pub current: CurrentState,
    /// `CurrentOutReason`: the code's name or nothing.
    pub reason: String,
    /// `StartTimeUTC`.
    pub since: Time,
    /// `IsAcw`.
    pub is_acw: bool,
    /// `AcwTimeout`: whole seconds from `since`, when there is one.
    pub acw_timeout_s: Option<u32>,
    /// `NextStates`, at most two, the nearest first.
    pub next: Vec<Next>,
    /// `NextIsAcw`: whether the nearest is after-contact work.
    pub next_is_acw: bool,
}

/// The agent's state as the wire knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CurrentState {
    /// Ready for contacts.
    Available,
    /// Not ready, after-contact work among it.
    Unavailable,
    /// A contact that came in rings or is being served.
    InboundContact,
    /// The agent calls somebody outside.
    OutboundContact,
    /// Another agent calls.
    InboundConsult,
    /// The agent calls another.
    OutboundConsult,
}

/// One of the states that follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// `State`: Available or Unavailable.
    pub state: CurrentState,
    /// `OutReason`.
    pub reason: String,
}

/// Tells the agent leg's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentLegEvent {
    /// `AgentLegId`.
    pub leg: LegId,
    /// `Status`; `FinalState` is true with `Disconnected`.
    pub status: LegStatus,
}

/// How an agent leg stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LegStatus {
    /// It is being dialled.
    Dialing,
    /// It is up.
    Active,
    /// It is down.
    Disconnected(LegEnd),
}

/// Tells how a call stands for one agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "fields of the wire, filled from an enum state")]
pub struct CallEvent {
    /// `ContactID`.
    pub contact: ContactId,
    /// `MasterID`: the first contact of the interaction.
    pub master: ContactId,
    /// `ParentContactID`.
    pub parent: Option<ContactId>,
    /// `Status`.
    pub status: CallStatus,
    /// `FinalState`: nothing more comes of it for this agent.
    pub is_final: bool,
    /// `CallType`.
    #[serde(default)]
    pub call_type: CallType,
    /// `IsInbound`.
    pub is_inbound: bool,
    /// `DisconnectCode`: who ended the call.
    pub ended_by: Option<CallEnd>,
    /// `Timeout`: whole seconds that it rings.
    pub refusal_timeout_s: u32,
    /// `DNIS`.
    pub dnis: Private,
    /// `ANI`.
    pub ani: Private,
    /// `Label`: the name of the agent who called.
    #[serde(default)]
    pub label: Option<Private>,
    /// `Skill`.
    pub skill: SkillId,
    /// `StartTimeUTC`: when the contact came.
    pub started_at: Time,
    /// `LastStateChangeTimeUTC`: since when it has this status at this agent.
    pub changed_at: Time,
    /// `ScreenPopUrl`; absent: `""`.
    pub screen_pop_url: Option<Private>,
    /// `AllowDispositions`.
    pub allow_dispositions: bool,
    /// `IsLogging`: the agent is recording.
    pub is_logging: bool,
    /// `IsLinked`: it is in a conference.
    #[serde(default)]
    pub is_linked: bool,
    /// `CustomData`.
    #[serde(default)]
    pub custom_data: Option<Private>,
}

/// What kind of call it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CallType {
    /// With somebody outside.
    #[default]
    Regular,
    /// Between agents.
    Consult,
}

/// How a call stands for one agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CallStatus {
    /// It rings.
    Incoming,
    /// The agent calls, and nobody has answered yet.
    Dialing,
    /// Agent and customer talk.
    Active,
    /// It is on hold.
    Holding,
    /// The recording gets silence.
    Masking,
    /// It is in a conference.
    Joined,
    /// It is over.
    Disconnected,
}

/// What becomes of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageAction {
    /// It opens.
    Open,
    /// It closes.
    Close,
}
