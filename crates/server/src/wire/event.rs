//! Events as get-next-event tells them: a field without a value is left out, never `null`.

use cordboard_acd::{
    Event, EventNumber, SessionKey,
    event::{self as acd, CallEvent},
    fact::{CallEnd, Pop, SessionEnd},
    setup,
};
use cordboard_protocol::{
    event_value::{Digits, TrueFalse},
    events::{self as wire, What},
};

use crate::session_id::SessionId;

use super::{user_id, utc};

/// Makes an answer of get-next-event.
pub(crate) fn next_events(
    key: SessionKey,
    next: EventNumber,
    events: &[Event],
    node: &str,
) -> wire::NextEvents {
    wire::NextEvents {
        session_id: SessionId { key, received: next }.text(),
        events: events
            .iter()
            .map(|event| wire::Event {
                what: what(event),
                iis_host: node.to_owned(),
                vc_host: node.to_owned(),
            })
            .collect(),
    }
}

fn what(event: &Event) -> What {
    match event {
        Event::AgentSessionStart(start) => What::AgentSessionStart(session_start(start)),
        Event::AgentSessionEnd { why } => What::AgentSessionEnd(wire::AgentSessionEnd {
            message: end_in_words(*why).to_owned(),
            success: TrueFalse(true),
        }),
        Event::RemoteAgentSessionEnd { taken_over } => {
            let message = if *taken_over {
                "Another desktop has taken the agent session over."
            } else {
                "The agent session was ended from elsewhere."
            };
            What::RemoteAgentSessionEnd(wire::AgentSessionEnd {
                message: message.to_owned(),
                success: TrueFalse(true),
            })
        }
        Event::AgentState(state) => What::AgentState(agent_state(state)),
        Event::AgentLeg(leg) => What::AgentLeg(agent_leg(leg)),
        Event::Mute { muted } => What::Mute(wire::Mute { agent_muted: TrueFalse(*muted) }),
        Event::Call(call) => What::CallContactEvent(Box::new(call_contact(call))),
        Event::AgentSettings(settings) => {
            What::MchAgentSettingsChangeEvent(agent_settings(settings))
        }
        Event::PopUrl { contact, pop } => What::PopUrl(pop_url(contact.0, pop)),
        Event::PageOpen { contact, action, url } => What::PageOpen(wire::PageOpen {
            action: match action {
                acd::PageAction::Open => wire::PageAction::Open,
                acd::PageAction::Close => wire::PageAction::Close,
            },
            contact_id: Digits(contact.0),
            page_uri: url.text().to_owned(),
        }),
        Event::Indicator(indicator) => What::Indicator(wire::Indicator {
            contact_id: Digits(indicator.contact.0),
            name: indicator.name.clone(),
            action_type: "OpenURL".to_owned(),
            action_uri: indicator.action_uri.text().to_owned(),
            image_uri: indicator.image_uri.clone(),
            tool_tip: indicator.tool_tip.clone(),
            indicator_state: if indicator.is_on { "On" } else { "Off" }.to_owned(),
        }),
        Event::RunApp { contact, url } => What::RunApp(wire::RunApp {
            action_type: "OpenURL".to_owned(),
            action_value: url.text().to_owned(),
            contact_id: Digits(contact.0),
        }),
        Event::Conference { conference } => {
            What::Conference(wire::Conference { conference_no: Digits(conference.0) })
        }
        Event::UpdatePermissions => What::UpdatePermissions,
        Event::UpdateSkills => What::UpdateSkills,
        Event::UpdateUnavailableCodes => What::UpdateUnavailableCodes,
        Event::UpdateMessages => What::UpdateMessages,
        Event::UpdateIndicators => What::UpdateIndicators,
    }
}

fn session_start(start: &acd::AgentSessionStart) -> wire::AgentSessionStart {
    wire::AgentSessionStart {
        bus_no: Digits(start.business_unit.0),
        agent_id: Digits(start.agent.0),
        station_id: start.station.id.clone(),
        station_phone_number: start.station.phone_number.text().to_owned(),
        station_caller_id: start.station.caller_id.text().to_owned(),
        session_id: Digits(start.session.0),
        can_mask: TrueFalse(start.permissions.mask),
        can_record: TrueFalse(start.permissions.record),
        can_multi_party_conference: TrueFalse(start.can_conference),
        max_concurrent_chats: Digits(start.max_concurrent_chats.into()),
        agent_uuid: user_id(start.business_unit, start.agent),
        entity_mode: "Skill".to_owned(),
        ..wire::AgentSessionStart::default()
    }
}

fn end_in_words(why: SessionEnd) -> &'static str {
    match why {
        SessionEnd::Agent => "The agent logged out.",
        SessionEnd::Elsewhere => "The agent session was ended from elsewhere.",
        SessionEnd::Inactive => "The agent's desktop was not heard of for too long.",
        SessionEnd::UnavailableTooLong => "The agent was unavailable for longer than allowed.",
    }
}

fn agent_state(state: &acd::AgentStateEvent) -> wire::AgentState {
    wire::AgentState {
        current_state: current_state(state.current),
        current_out_reason: state.reason.clone(),
        start_time_utc: Some(utc(state.since)),
        is_acw: TrueFalse(state.is_acw),
        acw_timeout: state.acw_timeout_s.map(|seconds| Digits(seconds.into())),
        next_states: state
            .next
            .iter()
            .map(|next| wire::NextState {
                state: current_state(next.state),
                out_reason: next.reason.clone(),
            })
            .collect(),
        next_is_acw: Some(TrueFalse(state.next_is_acw)),
    }
}

pub(super) fn current_state(state: acd::CurrentState) -> wire::CurrentState {
    match state {
        acd::CurrentState::Available => wire::CurrentState::Available,
        acd::CurrentState::Unavailable => wire::CurrentState::Unavailable,
        acd::CurrentState::InboundContact => wire::CurrentState::InboundContact,
        acd::CurrentState::OutboundContact => wire::CurrentState::OutboundContact,
        acd::CurrentState::InboundConsult => wire::CurrentState::InboundConsult,
        acd::CurrentState::OutboundConsult => wire::CurrentState::OutboundConsult,
    }
}

fn agent_leg(leg: &acd::AgentLegEvent) -> wire::AgentLeg {
    let (status, is_final) = match leg.status {
        acd::LegStatus::Dialing => (wire::AgentLegStatus::Dialing, false),
        acd::LegStatus::Active => (wire::AgentLegStatus::Active, false),
        acd::LegStatus::Disconnected(_) => (wire::AgentLegStatus::Disconnected, true),
    };
    wire::AgentLeg { agent_leg_id: Digits(leg.leg.0), status, final_state: TrueFalse(is_final) }
}

fn agent_settings(settings: &setup::AgentSettings) -> wire::MchAgentSettingsChangeEvent {
    let digits = |number: u32| Digits(number.into());
    wire::MchAgentSettingsChangeEvent {
        chat_threshold: digits(settings.chat_threshold),
        sms_threshold: digits(settings.sms_threshold),
        email_threshold: digits(settings.email_threshold),
        work_item_threshold: digits(settings.work_item_threshold),
        digital_threshold: digits(settings.digital_threshold),
        voice_threshold: digits(settings.voice_threshold),
        contact_auto_focus: TrueFalse(settings.contact_auto_focus),
        request_contact: TrueFalse(settings.request_contact),
        delivery_mode: settings.delivery_mode.clone(),
        total_contact_count: digits(settings.total_contact_count),
    }
}

fn call_contact(call: &CallEvent) -> wire::CallContactEvent {
    let (started, changed) = (utc(call.started_at), utc(call.changed_at));
    wire::CallContactEvent {
        contact_id: Digits(call.contact.0),
        master_id: Digits(call.master.0),
        parent_contact_id: call.parent.map(|parent| Digits(parent.0)),
        status: call_status(call.status),
        original_state: None,
        final_state: TrueFalse(call.is_final),
        call_type: match call.call_type {
            acd::CallType::Regular => wire::CallType::Regular,
            acd::CallType::Consult => wire::CallType::Consult,
        },
        is_inbound: TrueFalse(call.is_inbound),
        disconnect_code: call.ended_by.map(|by| {
            let code = match by {
                CallEnd::Agent => "Agent",
                CallEnd::Customer => "Contact",
                CallEnd::LegLost => "AgentLeg",
                CallEnd::OtherAgent => "OtherAgent",
                CallEnd::Transferred => "Transfer",
                CallEnd::Busy => "Busy",
                CallEnd::Unanswered => "NoAnswer",
            };
            code.to_owned()
        }),
        // Who called was asked nothing.
        timeout: (call.refusal_timeout_s > 0).then(|| Digits(call.refusal_timeout_s.into())),
        dnis: call.dnis.text().to_owned(),
        ani: call.ani.text().to_owned(),
        skill: Digits(call.skill.0),
        label: call.label.as_ref().map(|label| label.text().to_owned()),
        start_time_utc: Some(started.clone()),
        start_time: Some(started),
        last_state_change_time_utc: Some(changed.clone()),
        last_state_change_time: Some(changed),
        screen_pop_url: call
            .screen_pop_url
            .as_ref()
            .map(|url| url.text().to_owned())
            .unwrap_or_default(),
        screen_pop_url_variables: None,
        is_linked: TrueFalse(call.is_linked),
        delivery_type: None,
        is_require_manual_accept: Some(TrueFalse(true)),
        allow_dispositions: TrueFalse(call.allow_dispositions),
        is_logging: TrueFalse(call.is_logging),
        custom_data: call.custom_data.as_ref().map(|data| data.text().to_owned()),
    }
}

/// Makes a call's status.
pub(super) fn call_status(status: acd::CallStatus) -> wire::CallStatus {
    match status {
        acd::CallStatus::Incoming => wire::CallStatus::Incoming,
        acd::CallStatus::Dialing => wire::CallStatus::Dialing,
        acd::CallStatus::Active => wire::CallStatus::Active,
        acd::CallStatus::Holding => wire::CallStatus::Holding,
        acd::CallStatus::Masking => wire::CallStatus::Masking,
        acd::CallStatus::Joined => wire::CallStatus::Joined,
        acd::CallStatus::Disconnected => wire::CallStatus::Disconnected,
    }
}

fn pop_url(contact: u64, pop: &Pop) -> wire::PopUrl {
    wire::PopUrl {
        contact_id: Digits(contact),
        url: pop.url.text().to_owned(),
        tab_title: pop.title.clone(),
        pop_destination: match pop.destination {
            setup::PopDestination::Default => wire::PopDestination::Default,
            setup::PopDestination::ContactPanel => wire::PopDestination::ContactPanel,
            setup::PopDestination::Popout => wire::PopDestination::Popout,
        },
        popout_window_height: pop.height.map(|pixels| Digits(pixels.into())),
        popout_window_width: pop.width.map(|pixels| Digits(pixels.into())),
        close_popout_upon_termination: Some(TrueFalse(pop.close_on_termination)),
    }
}
