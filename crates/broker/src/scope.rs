use cordboard_protocol::page::{ContactId, SubscriptionTypes};

use crate::{ContactState, EventHandle, EventHead, PostedEvent, Subject};

/// The current state: the last event of the agent's state and of each current contact.
///
/// # Source
/// P26, P32
#[derive(Debug, Default)]
pub(crate) struct Scope {
    agent_state: Option<EventHandle>,
    /// By first appearance. An agent has a dozen at most, so a search is a glance.
    contacts: Vec<(EventHandle, ContactState)>,
}

impl Scope {
    pub(crate) fn take(&mut self, head: EventHead) {
        match head.subject {
            Subject::AgentState => self.agent_state = Some(head.event),
            Subject::AgentSessionStart => self.clear(),
            Subject::Contact(state) => self.take_contact(head.event, state),
            Subject::Mute { .. } | Subject::Agent | Subject::AboutContact { .. } => {}
        }
    }

    pub(crate) fn clear(&mut self) {
        self.agent_state = None;
        self.contacts.clear();
    }

    pub(crate) fn contact(&self, id: ContactId) -> Option<ContactState> {
        self.contacts().find(|state| state.id == id)
    }

    pub(crate) fn contacts(&self) -> impl Iterator<Item = ContactState> {
        self.contacts.iter().map(|&(_, state)| state)
    }

    pub(crate) fn holds(&self, event: EventHandle) -> bool {
        self.agent_state == Some(event) || self.contacts.iter().any(|&(held, _)| held == event)
    }

    /// Adds what a registration is told at once, each once.
    pub(crate) fn current(
        &self,
        types: SubscriptionTypes,
        contact: Option<ContactId>,
        into: &mut Vec<PostedEvent>,
    ) {
        if types.all || types.agent {
            into.extend(self.agent_state.map(PostedEvent::FromAcd));
        }
        let every = types.all || types.contacts;
        let wanted = self
            .contacts
            .iter()
            .filter(|(_, state)| every || (types.contact && contact == Some(state.id)));
        into.extend(wanted.map(|&(event, _)| PostedEvent::FromAcd(event)));
    }

    fn take_contact(&mut self, event: EventHandle, state: ContactState) {
        let known = self.contacts.iter().position(|(_, held)| held.id == state.id);
        match (known, state.is_final) {
            (Some(place), true) => {
                self.contacts.remove(place);
            }
            (Some(place), false) => self.contacts[place] = (event, state),
            (None, true) => {}
            (None, false) => self.contacts.push((event, state)),
        }
    }
}
