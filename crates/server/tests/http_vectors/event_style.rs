//! How values are written in every event, whatever a vector asks of it.

use serde_json::Value;

use crate::shape::{is_digits, is_instant, null_in};

/// What is wrong with one event, the first thing first.
pub(crate) fn judge(event: &Value) -> Result<(), String> {
    let fields = event.as_object().ok_or_else(|| format!("an event is {event}"))?;
    let wrong = |what: &str| Err(format!("{what} in the event {event}"));
    if let Some(at) = null_in(event, "") {
        return wrong(&format!("null at {at}"));
    }
    for key in ["Type", "IISHost", "VCHost"] {
        if fields.get(key).and_then(Value::as_str).is_none_or(str::is_empty) {
            return wrong(&format!("no {key}"));
        }
    }
    for (key, value) in fields {
        if value.is_boolean() {
            return wrong(&format!("{key} is a boolean, not text"));
        }
        let Some(text) = value.as_str() else { continue };
        if is_time(key) && !is_instant(text) {
            return wrong(&format!("{key} is no instant"));
        }
        if is_flag(key) && text != "True" && text != "False" {
            return wrong(&format!("{key} is neither True nor False"));
        }
        if is_id(key) && !is_digits(text) {
            return wrong(&format!("{key} is no id"));
        }
    }
    Ok(())
}

fn is_time(key: &str) -> bool {
    key.ends_with("UTC") || (key.ends_with("Time") && key != "WaitTime")
}

fn is_flag(key: &str) -> bool {
    let starts = |word: &str| {
        let next = key.strip_prefix(word).and_then(|rest| rest.chars().next());
        next.is_some_and(char::is_uppercase)
    };
    ["Is", "Can", "Allow", "NextIs"].into_iter().any(starts)
        || ["FinalState", "AgentMuted", "Success", "InFocus", "EnabledForMCH", "UseCustomerCard"]
            .contains(&key)
        || ["ConfirmationRequired", "ComplianceRecord", "AnsMachineOverride"].contains(&key)
        || key == "ClosePopoutUponTermination"
}

fn is_id(key: &str) -> bool {
    ["ContactID", "ContactId", "MasterID", "ParentContactID", "AgentId", "AgentLegId", "Skill"]
        .contains(&key)
}
