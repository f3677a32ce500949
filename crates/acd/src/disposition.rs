//! Dispositions: the outcome recorded for a contact.

use crate::{
    AgentSession, Contact, ContactId, ContactState, DispositionId, Floor, Refusal, Time,
    command::DispositionForm,
    fact::{ContactClose, Happened},
    floor::Decision,
    setup::{AfterContactWork, Skill},
};

/// Notes have at most so many characters: two pages of text.
const MOST_NOTES_CHARS: usize = 4_000;

/// Amount, time and number of a commitment have at most so many characters.
const MOST_FIELD_CHARS: usize = 200;

impl Floor {
    /// Takes the outcome while the call is up or in the work after it, which then is done.
    pub(crate) fn decide_disposition(
        &self,
        now: Time,
        session: &AgentSession,
        contact: &Contact,
        form: DispositionForm,
    ) -> Decision {
        let working = match &contact.state {
            ContactState::Talking { .. } => false,
            ContactState::AfterWork { .. } => true,
            ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ringing { .. } => return Err(Refusal::NotInThisState),
        };
        let skill = self.skill(contact.skill).ok_or(Refusal::UnknownDisposition)?;
        let mut chosen = form.primary.into_iter().chain(form.secondary);
        if chosen.any(|disposition| !has(skill, disposition)) {
            return Err(Refusal::UnknownDisposition);
        }
        if skill.require_disposition && form.primary.is_none() {
            return Err(Refusal::DispositionRequired);
        }
        if form.notes.text().chars().count() > MOST_NOTES_CHARS {
            return Err(Refusal::OutOfLimits("primaryDispositionNotes"));
        }
        let fields = [&form.commitment_amount, &form.callback_time, &form.callback_number];
        if fields.into_iter().flatten().any(|field| field.text().chars().count() > MOST_FIELD_CHARS)
        {
            return Err(Refusal::OutOfLimits("commitment"));
        }
        let recorded = Happened::DispositionRecorded { contact: contact.id, form };
        let done = if working {
            self.work_ends(now, session, contact.id, ContactClose::WorkDone, &session.next)
        } else {
            Vec::new()
        };
        Ok([recorded].into_iter().chain(done).collect())
    }

    pub(crate) fn evolve_disposition(
        &mut self,
        at: Time,
        contact: ContactId,
        form: &DispositionForm,
    ) {
        let Some(found) = self.contacts.get_mut(&contact) else { return };
        let first = found.disposition.replace(form.clone()).is_none();
        let session = match &found.state {
            ContactState::Talking { offer, .. } => offer.session,
            ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Dialling { .. }
            | ContactState::Ringing { .. }
            | ContactState::AfterWork { .. } => return,
        };
        let waits = self
            .contacts
            .get(&contact)
            .and_then(|contact| self.skill(contact.skill))
            .is_some_and(|skill| skill.after_contact_work == AfterContactWork::Disposition);
        if first && waits {
            // The work after the call is no longer among the states that follow.
            self.tell_state(at, session);
        }
    }

    pub(crate) fn has_disposition(&self, contact: ContactId) -> bool {
        self.contacts.get(&contact).is_some_and(|contact| contact.disposition.is_some())
    }

    /// Says whether the contact's skill requires a disposition that is missing.
    pub(crate) fn lacks_disposition(&self, contact: ContactId) -> bool {
        let skill = self.contacts.get(&contact).and_then(|contact| self.skill(contact.skill));
        skill.is_some_and(|skill| {
            skill.require_disposition && skill.after_contact_work == AfterContactWork::Disposition
        }) && !self.has_disposition(contact)
    }
}

fn has(skill: &Skill, disposition: DispositionId) -> bool {
    skill.dispositions.contains(&disposition)
}
