//! The life that an agent session's events tell: each event can follow the one before.

use serde_json::Value;

use crate::{
    Plan, View,
    view::{contact_of, is_true, text},
};

use super::{Findings, streams::Stream};

/// Goes through the events one by one.
pub(super) fn check(stream: &Stream, plan: &Plan, findings: &mut Findings) {
    let mut view = View::default();
    let mut before: Option<&Value> = None;
    for (place, (at, event)) in stream.events.iter().enumerate() {
        if place >= stream.picture
            && let Err(why) = follows(&view, before, event, place == 0, plan)
        {
            let agent = stream.agent;
            findings.add(*at, format!("agent {agent}: {why}: {event} after {before:?}"));
            // One wrong event makes others look wrong.
            return;
        }
        view.take(event);
        before = Some(event);
    }
    let at = stream.events.last().map_or(0, |(at, _)| *at);
    if stream.events.is_empty() || stream.is_continued {
        return;
    }
    if let Err(why) = stands(&view) {
        findings.add(at, format!("agent {}: {why} at the end of its events", stream.agent));
    }
}

/// Says whether an event can follow.
fn follows(
    view: &View,
    before: Option<&Value>,
    event: &Value,
    is_first: bool,
    plan: &Plan,
) -> Result<(), &'static str> {
    let kind = text(event, "Type");
    if before == Some(event) {
        return Err("an event twice");
    }
    if view.ended {
        return Err("an event after the last");
    }
    if is_first != (kind == "AgentSessionStart") {
        return Err("AgentSessionStart is the first event and no other");
    }
    // E6: the first events of an agent session.
    let at_start = match (kind, &view.state, &view.settings) {
        ("AgentState", None, None) => return is(text(event, "CurrentState") == "Unavailable"),
        ("AgentSessionStart", None, None) | ("MchAgentSettingsChangeEvent", Some(_), None) => true,
        (_, None, _) | (_, _, None) => return Err("the first events are not those of a start"),
        (_, Some(_), Some(_)) => false,
    };
    if at_start {
        return Ok(());
    }
    match kind {
        "AgentState" => state_follows(view, event),
        "CallContactEvent" => call_follows(view, event, plan),
        "AgentLeg" => leg_follows(view, event),
        "Mute" => is(is_true(event, "AgentMuted") != view.muted && view.leg_status() == "Active"),
        "AgentSessionEnd" => is(view.contacts.is_empty() && view.leg.is_none() && !view.muted),
        _ => Err("an event that the load does not cause"),
    }
}

fn state_follows(view: &View, event: &Value) -> Result<(), &'static str> {
    let contact = view.contacts.last().map(|(_, event)| event);
    let status = contact.map_or("", |event| text(event, "Status"));
    let over = status == "Disconnected";
    match (text(event, "CurrentState"), is_true(event, "IsAcw")) {
        ("InboundContact", false) if contact.is_none() => {
            is(view.current_state() == "Available" && view.leg_status() == "Active")
        }
        ("InboundContact", false) => is(view.current_state() == "InboundContact" && !over),
        ("Unavailable", true) => is(over),
        ("Available" | "Unavailable", false) => is(contact.is_none()),
        _ => Err("no such agent state"),
    }
}

fn call_follows(view: &View, event: &Value, plan: &Plan) -> Result<(), &'static str> {
    let contact = contact_of(event).ok_or("no contact id")?;
    let skill = text(event, "Skill").parse().ok().and_then(|skill| plan.skill(skill));
    let skill = skill.ok_or("a skill that there is not")?;
    let (is_final, is_logging) = (is_true(event, "FinalState"), is_true(event, "IsLogging"));
    let status = text(event, "Status");
    let Some((known, before)) = view.contacts.last() else {
        let rings = status == "Incoming" && !is_final && !is_logging;
        return is(rings && view.current_state() == "InboundContact");
    };
    if *known != contact {
        return Err("a second contact");
    }
    for field in ["MasterID", "Skill", "ANI", "DNIS", "StartTimeUTC", "Timeout"] {
        if event.get(field) != before.get(field) {
            return Err("a contact that has become another");
        }
    }
    if text(event, "LastStateChangeTimeUTC") < text(before, "LastStateChangeTimeUTC") {
        return Err("time goes back");
    }
    let logged = is_true(before, "IsLogging");
    let keeps_logging = is_logging == logged;
    let code = text(event, "DisconnectCode");
    match (text(before, "Status"), status, is_final) {
        ("Incoming", "Active", false) => is(!is_logging),
        ("Active", "Active", false) => is(is_logging && !logged),
        ("Active", "Holding" | "Masking", false) | ("Holding" | "Masking", "Active", false) => {
            is(keeps_logging)
        }
        ("Incoming", "Disconnected", true) => is(code.is_empty() || code == "Contact"),
        ("Active" | "Holding" | "Masking", "Disconnected", false) => {
            is(!code.is_empty() && !view.muted && view.current_state() == "InboundContact")
        }
        ("Active" | "Holding" | "Masking", "Disconnected", true) => {
            // No work follows: its outcome was recorded, or the agent session ended.
            is(!code.is_empty() && (skill.works_for_disposition || code == "Agent"))
        }
        ("Disconnected", "Disconnected", true) => {
            is(code == text(before, "DisconnectCode") && view.is_after_contact())
        }
        _ => Err("a status that cannot follow"),
    }
}

fn leg_follows(view: &View, event: &Value) -> Result<(), &'static str> {
    let leg = text(event, "AgentLegId");
    let known = view.leg.as_ref().map(|leg| text(leg, "AgentLegId"));
    match (view.leg_status(), text(event, "Status")) {
        ("", "Dialing") => Ok(()),
        ("Dialing", "Active") => is(known == Some(leg)),
        ("Dialing" | "Active", "Disconnected") => {
            let talks = view
                .contacts
                .last()
                .is_some_and(|(_, call)| text(call, "Status") != "Disconnected");
            is(known == Some(leg) && !view.muted && !talks)
        }
        _ => Err("a leg's status that cannot follow"),
    }
}

/// Says whether nothing is missing when all has been received.
fn stands(view: &View) -> Result<(), &'static str> {
    if view.ended {
        return Ok(());
    }
    if view.start.is_none() || view.state.is_none() || view.settings.is_none() {
        return Err("start, state or settings are missing");
    }
    let status = view.contacts.last().map_or("", |(_, event)| text(event, "Status"));
    let fits = match (view.current_state(), view.is_after_contact()) {
        ("InboundContact", _) => !["", "Disconnected"].contains(&status),
        (_, true) => status == "Disconnected",
        (_, false) => status.is_empty(),
    };
    if fits { Ok(()) } else { Err("state and contacts do not agree") }
}

fn is(fits: bool) -> Result<(), &'static str> {
    if fits { Ok(()) } else { Err("an event that cannot follow") }
}
