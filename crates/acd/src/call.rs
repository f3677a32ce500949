//! What an agent does with a call, from answering it to hanging it up.

use crate::{
    AgentSession, Contact, ContactId, ContactState, Floor, Refusal, Talk, Time,
    command::ContactCommand,
    contact::Origin,
    fact::{CallEnd, ContactReturn, Happened},
    floor::Decision,
};

impl Floor {
    /// Judges by the rules of `docs/agent-desktop.md`, "which button when".
    pub(crate) fn decide_contact_command(
        &self,
        now: Time,
        session: &AgentSession,
        contact: ContactId,
        command: ContactCommand,
    ) -> Decision {
        let contact = session
            .contacts
            .iter()
            .find(|known| **known == contact)
            .and_then(|known| self.contacts.get(known))
            .ok_or(Refusal::UnknownContact)?;
        let id = contact.id;
        let permissions = self.agent(session.agent).map(|agent| agent.permissions);
        let permissions = permissions.unwrap_or_default();
        match (command, &contact.state) {
            (ContactCommand::Disposition(form), _) => {
                self.decide_disposition(now, session, contact, form)
            }
            (ContactCommand::CustomData(data), _) => Self::decide_custom_data(contact, &data),
            (ContactCommand::Mask, _) if !permissions.mask => Err(Refusal::NotPermitted),
            (ContactCommand::Record, _) if !permissions.record => Err(Refusal::NotPermitted),
            (ContactCommand::End, _)
                if permissions.hide_inbound_hangup && contact.origin == Origin::Inbound =>
            {
                Err(Refusal::NotPermitted)
            }
            (ContactCommand::Accept, ContactState::Ringing { .. }) => {
                let answered = Happened::ContactAnswered { contact: id };
                let caller = contact.peer.map(|contact| Happened::DialAnswered { contact });
                Ok([answered].into_iter().chain(caller).collect())
            }
            (ContactCommand::Reject, ContactState::Ringing { .. }) => {
                Ok(self.refused(now, contact, session.id, ContactReturn::Refused))
            }
            (ContactCommand::Hold, ContactState::Talking { talk: Talk::Open, .. })
                if contact.conference.is_none() =>
            {
                Ok(vec![Happened::ContactHeld { contact: id }])
            }
            (ContactCommand::Resume, ContactState::Talking { talk: Talk::Held, .. }) => {
                // Whom the agent calls is heard as soon as somebody answers: one at a time.
                let dials = |other: &Contact| matches!(other.state, ContactState::Dialling { .. });
                if self.contacts_of(session).any(dials) {
                    return Err(Refusal::NotInThisState);
                }
                let mut facts = self.hold_others(session, Some(id));
                facts.push(Happened::ContactResumed { contact: id });
                Ok(facts)
            }
            (ContactCommand::Mask, ContactState::Talking { talk: Talk::Open, .. }) => {
                Ok(vec![Happened::ContactMasked { contact: id }])
            }
            (ContactCommand::Unmask, ContactState::Talking { talk: Talk::Masked, .. }) => {
                Ok(vec![Happened::ContactUnmasked { contact: id }])
            }
            (
                ContactCommand::Record,
                ContactState::Talking { talk: Talk::Open, recording: false, .. },
            ) => Ok(vec![Happened::RecordingStarted { contact: id }]),
            // P37: a second one does nothing, and nothing stops it.
            (ContactCommand::Record, ContactState::Talking { recording: true, .. }) => {
                Ok(Vec::new())
            }
            (ContactCommand::End, ContactState::Talking { .. } | ContactState::Dialling { .. }) => {
                Ok(self.call_ends(now, contact, CallEnd::Agent))
            }
            (
                ContactCommand::Accept
                | ContactCommand::Reject
                | ContactCommand::Hold
                | ContactCommand::Resume
                | ContactCommand::Mask
                | ContactCommand::Unmask
                | ContactCommand::Record
                | ContactCommand::End,
                ContactState::Waiting
                | ContactState::Reserved { .. }
                | ContactState::Dialling { .. }
                | ContactState::Ringing { .. }
                | ContactState::Talking { .. }
                | ContactState::AfterWork { .. },
            ) => Err(Refusal::NotInThisState),
        }
    }

    pub(crate) fn evolve_answered(&mut self, at: Time, contact: ContactId) {
        self.change(contact, |state| match state {
            ContactState::Ringing { offer, .. } => {
                ContactState::Talking { offer, since: at, talk: Talk::Open, recording: false }
            }
            other @ (ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Dialling { .. }
            | ContactState::Talking { .. }
            | ContactState::AfterWork { .. }) => other,
        });
        self.place_contact(contact);
        self.tell_call(at, contact);
    }

    pub(crate) fn evolve_talk(&mut self, at: Time, contact: ContactId, talk: Talk) {
        self.change(contact, |state| match state {
            ContactState::Talking { offer, recording, .. } => {
                ContactState::Talking { offer, since: at, talk, recording }
            }
            other @ (ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ringing { .. }
            | ContactState::AfterWork { .. }) => other,
        });
        self.tell_call(at, contact);
    }

    pub(crate) fn evolve_recording(&mut self, at: Time, contact: ContactId) {
        self.change(contact, |state| match state {
            ContactState::Talking { offer, since, talk, .. } => {
                ContactState::Talking { offer, since, talk, recording: true }
            }
            other @ (ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ringing { .. }
            | ContactState::AfterWork { .. }) => other,
        });
        self.tell_call(at, contact);
    }

    pub(crate) fn change(
        &mut self,
        contact: ContactId,
        transition: impl FnOnce(ContactState) -> ContactState,
    ) {
        if let Some(contact) = self.contacts.get_mut(&contact) {
            let state = std::mem::replace(&mut contact.state, ContactState::Waiting);
            contact.state = transition(state);
        }
    }
}
