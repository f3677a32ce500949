//! Agent states and contact statuses as people read them.

use cordboard_protocol::events::{CallStatus, CurrentState};

use crate::agent_session::{AgentStateNow, Contact, PendingState};

/// The agent's state.
pub(crate) fn agent_state(state: &AgentStateNow) -> String {
    match state.current {
        CurrentState::Available => "Available".to_owned(),
        CurrentState::Unavailable if !state.out_reason.is_empty() => state.out_reason.clone(),
        CurrentState::Unavailable if state.is_acw => "After-contact work".to_owned(),
        CurrentState::Unavailable => "Unavailable".to_owned(),
        CurrentState::InboundContact
        | CurrentState::OutboundContact
        | CurrentState::InboundConsult
        | CurrentState::OutboundConsult => "Working".to_owned(),
        CurrentState::Dialer | CurrentState::DialerPending => "Dialer".to_owned(),
    }
}

/// The mark beside it.
pub(crate) fn agent_state_mark(state: Option<&AgentStateNow>) -> &'static str {
    match state.map(|state| (state.current, state.is_acw)) {
        Some((CurrentState::Available, _)) => "mark mark-available",
        Some((_, true)) => "mark mark-after",
        Some((CurrentState::Unavailable, false)) | None => "mark mark-unavailable",
        Some((
            CurrentState::InboundContact
            | CurrentState::OutboundContact
            | CurrentState::InboundConsult
            | CurrentState::OutboundConsult
            | CurrentState::Dialer
            | CurrentState::DialerPending,
            false,
        )) => "mark mark-working",
    }
}

/// A pending state.
pub(crate) fn pending_state(next: &PendingState) -> String {
    if next.state == CurrentState::Available {
        "Available".to_owned()
    } else if next.out_reason.is_empty() {
        "Unavailable".to_owned()
    } else {
        next.out_reason.clone()
    }
}

/// A contact's status.
pub(crate) fn contact_status(status: CallStatus) -> &'static str {
    match status {
        CallStatus::Incoming => "Incoming",
        CallStatus::Ringing => "Ringing",
        CallStatus::Dialing => "Dialling",
        CallStatus::Active => "Active",
        CallStatus::Holding => "On hold",
        CallStatus::Masking => "Masked",
        CallStatus::Joined => "Conference",
        CallStatus::Preview => "Preview",
        CallStatus::Disconnected | CallStatus::CallBackDisconnected => "After-contact work",
    }
}

/// A call's status among others: which of them is heard.
pub(crate) fn call_status(contact: &Contact) -> &'static str {
    if contact.is_in_conference() && contact.status != CallStatus::Masking {
        return "In the conference";
    }
    match contact.status {
        CallStatus::Active => "You are talking",
        CallStatus::Dialing | CallStatus::Ringing => "Ringing there",
        CallStatus::Incoming
        | CallStatus::Holding
        | CallStatus::Masking
        | CallStatus::Joined
        | CallStatus::Preview
        | CallStatus::Disconnected
        | CallStatus::CallBackDisconnected => contact_status(contact.status),
    }
}

/// What kind of call: the skill's, or a colleague's.
pub(crate) fn kind(contact: &Contact) -> String {
    if contact.is_consult() { "Colleague".to_owned() } else { skill(contact) }
}

/// What a row says below the name: the number where it is not the name, and what kind of call.
pub(crate) fn facts(contact: &Contact) -> String {
    let what = kind(contact);
    match name(contact) {
        Some(_) => format!("{} · {what}", number(customer_number(contact))),
        None => what,
    }
}

/// The mark beside it.
pub(crate) fn contact_mark(status: CallStatus) -> &'static str {
    match status {
        CallStatus::Incoming => "mark mark-incoming",
        CallStatus::Ringing
        | CallStatus::Dialing
        | CallStatus::Active
        | CallStatus::Masking
        | CallStatus::Joined
        | CallStatus::Preview => "mark mark-active",
        CallStatus::Holding => "mark mark-held",
        CallStatus::Disconnected | CallStatus::CallBackDisconnected => "mark mark-after",
    }
}

/// The customer: the name that a page put on the card, else that of the colleague who called, else
/// the number.
pub(crate) fn customer(contact: &Contact) -> String {
    match name(contact) {
        Some(name) => name.to_owned(),
        None => number(customer_number(contact)),
    }
}

/// The name, where there is one.
pub(crate) fn name(contact: &Contact) -> Option<&str> {
    let names = [&contact.card.name, &contact.label];
    names.into_iter().flatten().map(String::as_str).find(|name| !name.trim().is_empty())
}

/// The customer's number.
pub(crate) fn customer_number(contact: &Contact) -> &str {
    if contact.is_inbound { &contact.ani } else { &contact.dnis }
}

/// A number, or the word for none.
pub(crate) fn number(number: &str) -> String {
    if number.trim().is_empty() { "Number withheld".to_owned() } else { number.to_owned() }
}

/// The skill's name, or its id while the name is not known.
pub(crate) fn skill(contact: &Contact) -> String {
    if contact.skill_name.is_empty() {
        format!("Skill {}", contact.skill_id)
    } else {
        contact.skill_name.clone()
    }
}
