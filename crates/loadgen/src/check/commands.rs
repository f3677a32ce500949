//! Commands and their effects: acknowledged exactly once, unanswered at most once, refused never.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    AgentRequest, CallAction, Plan, View,
    view::{contact_of, is_true, text},
};

use super::{
    Findings,
    streams::{Outcome, Sent, Stream},
};

/// An effect that nothing but a command has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    Call(u64, CallAction),
    Muted,
    Unmuted,
    LegDialled,
    Ended,
}

#[derive(Default)]
struct Count {
    seen: usize,
    acknowledged: usize,
    unclear: usize,
}

/// Counts effects in the events of one agent session, and compares with its commands.
pub(super) fn check(stream: &Stream, plan: &Plan, findings: &mut Findings) {
    if stream.is_continued {
        return;
    }
    let mut counts: BTreeMap<Effect, Count> = BTreeMap::new();
    let mut view = View::default();
    for (place, (_, event)) in stream.events.iter().enumerate() {
        if place >= stream.picture
            && let Some(effect) = effect_of(&view, event)
        {
            counts.entry(effect).or_default().seen += 1;
        }
        view.take(event);
    }
    for sent in &stream.commands {
        if let Some(effect) = meant(&sent.command) {
            let count = counts.entry(effect).or_default();
            match sent.outcome {
                Outcome::Acknowledged => count.acknowledged += 1,
                Outcome::Unclear => count.unclear += 1,
                Outcome::Refused => {}
            }
        }
        if sent.outcome == Outcome::Acknowledged {
            shows(stream, sent, plan, findings);
        }
    }
    let at = stream.events.last().map_or(0, |(at, _)| *at);
    for (effect, Count { seen, acknowledged, unclear }) in counts {
        let most = acknowledged + unclear;
        let least =
            if is_without_event_when_done(effect) { acknowledged.min(1) } else { acknowledged };
        if seen < least || (seen > most && has_no_other_cause(effect)) {
            findings.add(
                at,
                format!(
                    "agent {}: {effect:?} was acknowledged {acknowledged} times and not answered \
                     {unclear} times, but the events tell it {seen} times",
                    stream.agent
                ),
            );
        }
    }
}

/// What a command does, when it is a thing that shows in one event of its own.
fn meant(command: &AgentRequest) -> Option<Effect> {
    match command {
        AgentRequest::Contact { contact, action } => Some(Effect::Call(*contact, *action)),
        AgentRequest::Mute => Some(Effect::Muted),
        AgentRequest::Unmute => Some(Effect::Unmuted),
        AgentRequest::DialLeg => Some(Effect::LegDialled),
        AgentRequest::End => Some(Effect::Ended),
        AgentRequest::EndLeg | AgentRequest::Disposition { .. } | AgentRequest::State { .. } => {
            None
        }
    }
}

/// A second `record` is acknowledged and does nothing (P37).
fn is_without_event_when_done(effect: Effect) -> bool {
    matches!(effect, Effect::Call(_, CallAction::Record))
}

/// Whether a command alone brings it about.
fn has_no_other_cause(effect: Effect) -> bool {
    match effect {
        Effect::Call(_, action) => match action {
            CallAction::Accept
            | CallAction::Hold
            | CallAction::Resume
            | CallAction::Mask
            | CallAction::Unmask
            | CallAction::Record => true,
            // Time-outs, lost legs, and the end of the agent session do it too.
            CallAction::Reject | CallAction::End => false,
        },
        Effect::Muted | Effect::Ended => true,
        // The end of a call unmutes, and a contact has the leg dialled.
        Effect::Unmuted | Effect::LegDialled => false,
    }
}

fn effect_of(view: &View, event: &Value) -> Option<Effect> {
    match text(event, "Type") {
        "Mute" if is_true(event, "AgentMuted") => Some(Effect::Muted),
        "Mute" => Some(Effect::Unmuted),
        "AgentLeg" => (text(event, "Status") == "Dialing").then_some(Effect::LegDialled),
        "AgentSessionEnd" => Some(Effect::Ended),
        "CallContactEvent" => {
            let contact = contact_of(event)?;
            let known = view.contacts.iter().find(|(id, _)| *id == contact);
            let before = known.map_or("", |(_, event)| text(event, "Status"));
            let by_agent = text(event, "DisconnectCode") == "Agent";
            let action = match (before, text(event, "Status")) {
                ("Incoming", "Active") => CallAction::Accept,
                ("Incoming", "Disconnected") if text(event, "DisconnectCode").is_empty() => {
                    CallAction::Reject
                }
                ("Active", "Active") => CallAction::Record,
                ("Active", "Holding") => CallAction::Hold,
                ("Active", "Masking") => CallAction::Mask,
                ("Holding", "Active") => CallAction::Resume,
                ("Masking", "Active") => CallAction::Unmask,
                ("Active" | "Holding" | "Masking", "Disconnected") if by_agent => CallAction::End,
                _ => return None,
            };
            Some(Effect::Call(contact, action))
        }
        _ => None,
    }
}

/// What was acknowledged and leaves a trace that is no event of its own.
fn shows(stream: &Stream, sent: &Sent, plan: &Plan, findings: &mut Findings) {
    let fits = match &sent.command {
        AgentRequest::State { available, reason } => {
            state_shows(stream, sent.position, *available, reason)
        }
        AgentRequest::Disposition { contact, .. } => {
            disposition_shows(stream, sent.position, *contact, plan)
        }
        AgentRequest::EndLeg => stream.events[sent.position..].iter().any(|(_, event)| {
            text(event, "Type") == "AgentLeg" && text(event, "Status") == "Disconnected"
        }),
        AgentRequest::Contact { .. }
        | AgentRequest::DialLeg
        | AgentRequest::Mute
        | AgentRequest::Unmute
        | AgentRequest::End => true,
    };
    if !fits {
        let what = format!(
            "agent {}: {:?} was acknowledged and does not show",
            stream.agent, sent.command
        );
        findings.add(sent.at, what);
    }
}

/// The wanted state was there already, or an event since says that it is, or will be.
fn state_shows(stream: &Stream, position: usize, available: bool, reason: &str) -> bool {
    let (before, since) = stream.events.split_at(position);
    let last = before.iter().rev().find(|(_, event)| text(event, "Type") == "AgentState");
    let wanted = if available { "Available" } else { "Unavailable" };
    let says = |event: &Value| {
        let next = event.get("NextStates").and_then(Value::as_array).and_then(|next| next.last());
        let follows = next
            .is_some_and(|next| text(next, "State") == wanted && text(next, "OutReason") == reason);
        let is = text(event, "CurrentState") == wanted
            && text(event, "CurrentOutReason") == reason
            && !is_true(event, "IsAcw");
        is || follows
    };
    last.into_iter()
        .chain(since)
        .any(|(_, event)| text(event, "Type") == "AgentState" && says(event))
}

/// Work for a disposition alone does not stand any more when one was recorded.
fn disposition_shows(stream: &Stream, position: usize, contact: u64, plan: &Plan) -> bool {
    let standing = stream.view.contacts.iter().find(|(id, _)| *id == contact);
    let Some((_, event)) = standing else { return true };
    if text(event, "Status") != "Disconnected" {
        return true;
    }
    let mut view = View::default();
    stream.events[..position].iter().for_each(|(_, event)| view.take(event));
    let skill = text(event, "Skill").parse().ok().and_then(|skill| plan.skill(skill));
    let was_over = view
        .contacts
        .iter()
        .any(|(id, event)| *id == contact && text(event, "Status") == "Disconnected");
    !was_over && !skill.is_some_and(|skill| skill.works_for_disposition)
}
