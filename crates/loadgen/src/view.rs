//! What the events of an agent session say, put together.

use std::sync::Arc;

use serde_json::Value;

/// What an agent's client knows of its agent session.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The last `AgentSessionStart`.
    pub start: Option<Arc<Value>>,
    /// The last `AgentState`.
    pub state: Option<Arc<Value>>,
    /// The last `AgentLeg`, unless it was its end.
    pub leg: Option<Arc<Value>>,
    /// The last `MchAgentSettingsChangeEvent`.
    pub settings: Option<Arc<Value>>,
    /// Whether the agent is muted.
    pub muted: bool,
    /// The last event of each contact that is not over for this agent, in the order of their appearance.
    pub contacts: Vec<(u64, Arc<Value>)>,
    /// Whether the agent session is over.
    pub ended: bool,
}

impl View {
    /// Takes one event.
    pub fn take(&mut self, event: &Arc<Value>) {
        match text(event, "Type") {
            "AgentSessionStart" => self.start = Some(Arc::clone(event)),
            "AgentState" => self.state = Some(Arc::clone(event)),
            "AgentLeg" => {
                self.leg = (text(event, "Status") != "Disconnected").then(|| Arc::clone(event));
            }
            "MchAgentSettingsChangeEvent" => self.settings = Some(Arc::clone(event)),
            "Mute" => self.muted = is_true(event, "AgentMuted"),
            "CallContactEvent" => self.take_call(event),
            "AgentSessionEnd" | "RemoteAgentSessionEnd" => self.ended = true,
            _ => {}
        }
    }

    fn take_call(&mut self, event: &Arc<Value>) {
        let Some(contact) = contact_of(event) else { return };
        if is_true(event, "FinalState") {
            self.contacts.retain(|(other, _)| *other != contact);
        } else if let Some((_, known)) = self.contacts.iter_mut().find(|(id, _)| *id == contact) {
            *known = Arc::clone(event);
        } else {
            self.contacts.push((contact, Arc::clone(event)));
        }
    }

    /// Gives the events of the full picture (E3, E6) that would say the same.
    #[must_use]
    pub fn picture(&self) -> Vec<&Value> {
        let fixed = [&self.start, &self.state, &self.leg, &self.settings];
        let contacts = self.contacts.iter().map(|(_, event)| event);
        fixed.into_iter().flatten().chain(contacts).map(AsRef::as_ref).collect()
    }

    /// Gives the agent's state as the last event names it, or an empty text.
    #[must_use]
    pub fn current_state(&self) -> &str {
        self.state.as_ref().map_or("", |state| text(state, "CurrentState"))
    }

    /// Says whether the agent works after a contact.
    #[must_use]
    pub fn is_after_contact(&self) -> bool {
        self.state.as_ref().is_some_and(|state| is_true(state, "IsAcw"))
    }

    /// Gives the agent leg's status, or an empty text.
    #[must_use]
    pub fn leg_status(&self) -> &str {
        self.leg.as_ref().map_or("", |leg| text(leg, "Status"))
    }
}

/// Gives a text field, or an empty text.
pub(crate) fn text<'a>(event: &'a Value, field: &str) -> &'a str {
    event.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// Says whether a field is `"True"`.
pub(crate) fn is_true(event: &Value, field: &str) -> bool {
    text(event, field) == "True"
}

/// Gives the contact that a `CallContactEvent` names.
pub(crate) fn contact_of(event: &Value) -> Option<u64> {
    text(event, "ContactID").parse().ok()
}
