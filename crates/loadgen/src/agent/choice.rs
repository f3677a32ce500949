//! What an agent does next.

use serde_json::Value;

use crate::{
    AgentRequest, CallAction, Plan, Random, SkillPlan, View,
    view::{is_true, text},
};

/// Draws what to do as things stand; often nothing.
pub(super) fn choose(view: &View, plan: &Plan, random: &mut Random) -> Option<AgentRequest> {
    if view.ended {
        return None;
    }
    match view.contacts.last() {
        Some((contact, event)) => on_contact(*contact, event, view, plan, random),
        None => without_contact(view, plan, random),
    }
}

fn without_contact(view: &View, plan: &Plan, random: &mut Random) -> Option<AgentRequest> {
    let draw = random.below(100);
    match (view.current_state(), draw) {
        (_, 0..2) => Some(AgentRequest::End),
        ("Unavailable", 2..80) => Some(available()),
        ("Unavailable", 80..90) | ("Available", 2..6) => Some(unavailable(plan, random)),
        (_, 95..) if view.leg.is_none() => Some(AgentRequest::DialLeg),
        (_, 98..) => Some(AgentRequest::EndLeg),
        _ => None,
    }
}

fn on_contact(
    contact: u64,
    event: &Value,
    view: &View,
    plan: &Plan,
    random: &mut Random,
) -> Option<AgentRequest> {
    let draw = random.below(100);
    let act = |action| Some(AgentRequest::Contact { contact, action });
    let skill = text(event, "Skill").parse().ok().and_then(|skill| plan.skill(skill));
    match (text(event, "Status"), draw) {
        ("Incoming", 0..85) => act(CallAction::Accept),
        ("Incoming", 85..92) => act(CallAction::Reject),
        ("Disconnected", 0..80) | ("Active" | "Holding" | "Masking", 16..26) => {
            disposition(contact, skill?, random)
        }
        ("Disconnected", 80..90) | (_, 4..12) => Some(unavailable(plan, random)),
        ("Disconnected", 90..) | (_, 12..16) => Some(available()),
        (_, 0..2) => Some(AgentRequest::End),
        (_, 2..4) => Some(AgentRequest::EndLeg),
        (_, 26..36) if view.muted => Some(AgentRequest::Unmute),
        (_, 26..34) => Some(AgentRequest::Mute),
        ("Active", 40..55) => act(CallAction::Hold),
        ("Active", 55..65) => act(CallAction::Mask),
        ("Active", 65..75) if !is_true(event, "IsLogging") => act(CallAction::Record),
        // From 36 to 38 often what cannot be: it must be refused, and change nothing.
        ("Holding", 40..75) | (_, 36..38) => act(CallAction::Resume),
        ("Masking", 40..75) => act(CallAction::Unmask),
        (_, 75..) => act(CallAction::End),
        _ => None,
    }
}

fn disposition(contact: u64, skill: &SkillPlan, random: &mut Random) -> Option<AgentRequest> {
    if skill.dispositions.is_empty() {
        return None;
    }
    let disposition = skill.dispositions[random.place(skill.dispositions.len())];
    let notes = format!("note {}", random.next());
    Some(AgentRequest::Disposition { contact, disposition, notes })
}

fn available() -> AgentRequest {
    AgentRequest::State { available: true, reason: String::new() }
}

fn unavailable(plan: &Plan, random: &mut Random) -> AgentRequest {
    let none = plan.codes.is_empty() || random.chance(20);
    let reason =
        if none { String::new() } else { plan.codes[random.place(plan.codes.len())].clone() };
    AgentRequest::State { available: false, reason }
}
