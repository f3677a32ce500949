//! How a call stands for its agent, as the agent is told.

use crate::{
    Contact, ContactId, ContactState, Event, Floor, Talk, Time,
    event::{CallEvent, CallStatus},
    fact::CallEnd,
};

impl Floor {
    pub(crate) fn tell_call(&mut self, at: Time, contact: ContactId) {
        let found = self.contacts.get(&contact);
        let told = found.and_then(|found| Some((found.session()?, self.call_event(found)?)));
        if let Some((session, event)) = told {
            self.tell(session, at, event);
        }
    }

    pub(crate) fn call_event(&self, contact: &Contact) -> Option<Event> {
        self.call(contact).map(|call| Event::Call(Box::new(call)))
    }

    /// Gives the last events that the agent gets of a contact.
    pub(crate) fn farewell(
        &self,
        at: Time,
        contact: &Contact,
        ended_by: Option<CallEnd>,
    ) -> Vec<Event> {
        let call = self.call(contact).map(|call| {
            // Who ended the call stays, whatever ends the work after it.
            let ended_by = call.ended_by.or(ended_by);
            let changed_at = match call.status {
                // The call was over before: only the work after it ends now.
                CallStatus::Disconnected => call.changed_at,
                CallStatus::Incoming
                | CallStatus::Dialing
                | CallStatus::Active
                | CallStatus::Holding
                | CallStatus::Masking
                | CallStatus::Joined => at,
            };
            let status = CallStatus::Disconnected;
            let last = CallEvent {
                status,
                is_final: true,
                is_logging: false,
                ended_by,
                changed_at,
                ..call
            };
            Event::Call(Box::new(last))
        });
        let off = self.indicators_of(contact, false);
        call.into_iter().chain(contact.pop_closed()).chain(off).collect()
    }

    /// Says how the call stands for its agent, if one knows of it.
    #[must_use]
    pub fn call(&self, contact: &Contact) -> Option<CallEvent> {
        let (offer, status, changed_at, is_logging, ended_by) = match &contact.state {
            ContactState::Waiting | ContactState::Reserved { .. } => return None,
            ContactState::Dialling { offer, since, .. } => {
                (offer, CallStatus::Dialing, since, false, None)
            }
            ContactState::Ringing { offer, since } => {
                (offer, CallStatus::Incoming, since, false, None)
            }
            ContactState::Talking { offer, since, talk, recording } => {
                let status = match talk {
                    Talk::Open if contact.conference.is_some() => CallStatus::Joined,
                    Talk::Open => CallStatus::Active,
                    Talk::Held => CallStatus::Holding,
                    Talk::Masked => CallStatus::Masking,
                };
                (offer, status, since, *recording, None)
            }
            ContactState::AfterWork { offer, since, by, recorded: _ } => {
                (offer, CallStatus::Disconnected, since, false, Some(*by))
            }
        };
        Some(CallEvent {
            contact: contact.id,
            master: contact.master,
            parent: contact.parent,
            status,
            is_final: false,
            call_type: contact.origin.call_type(),
            is_inbound: contact.origin.is_inbound(),
            ended_by,
            refusal_timeout_s: offer.refusal_timeout_s,
            dnis: contact.dnis.clone(),
            ani: contact.ani.clone(),
            label: contact.label.clone(),
            skill: contact.skill,
            started_at: contact.arrived_at,
            changed_at: *changed_at,
            screen_pop_url: offer.pop_field(),
            allow_dispositions: self
                .skill(contact.skill)
                .is_some_and(|skill| !skill.dispositions.is_empty()),
            is_logging,
            is_linked: contact.conference.is_some(),
            custom_data: contact.custom_data.clone(),
        })
    }
}
