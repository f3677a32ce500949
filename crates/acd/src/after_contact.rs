//! After-contact work: the time to record the outcome in.

use crate::{
    AgentSession, AgentSessionId, AgentState, Contact, ContactId, ContactState, Floor, NextState,
    Time,
    agent_session::AfterContactCode,
    fact::{CallEnd, ContactClose, Happened},
    setup::AfterContactWork,
};

impl Floor {
    /// Says what work follows the contact: what the agent chose, or what the skill is set to.
    ///
    /// A chosen code's time-out does not free from a disposition that the skill requires.
    pub(crate) fn work_after(
        &self,
        session: &AgentSession,
        contact: ContactId,
    ) -> Option<AfterContactCode> {
        let by_skill = self.skill(self.contacts.get(&contact)?.skill).and_then(|skill| {
            let reason = || self.directory.after_contact_reason(session.agent);
            match skill.after_contact_work {
                AfterContactWork::None => None,
                AfterContactWork::Disposition => (!self.has_disposition(contact))
                    .then(|| AfterContactCode { reason: reason(), timeout_s: None }),
                AfterContactWork::Automatic { max_s } => {
                    Some(AfterContactCode { reason: reason(), timeout_s: Some(max_s) })
                }
            }
        });
        let chosen = session.after_contact_code.clone().map(|code| AfterContactCode {
            timeout_s: code.timeout_s.filter(|_| !self.lacks_disposition(contact)),
            ..code
        });
        chosen.or(by_skill)
    }

    pub(crate) fn work_begins(
        &self,
        now: Time,
        session: &AgentSession,
        contact: &Contact,
        by: CallEnd,
    ) -> Vec<Happened> {
        let contact = contact.id;
        match self.work_after(session, contact) {
            Some(AfterContactCode { reason, timeout_s }) => {
                vec![Happened::AfterContactWorkBegan { contact, by, reason, timeout_s }]
            }
            None => vec![
                Happened::ContactClosed { contact, why: ContactClose::CallEnded(by) },
                session.next.becomes(now, session.id),
            ],
        }
    }

    pub(crate) fn finish_work(
        now: Time,
        session: &AgentSession,
        contact: ContactId,
        next: &NextState,
    ) -> Vec<Happened> {
        vec![
            Happened::ContactClosed { contact, why: ContactClose::WorkDone },
            next.becomes(now, session.id),
        ]
    }

    pub(crate) fn work_timed_out(
        now: Time,
        session: &AgentSession,
        contact: ContactId,
    ) -> Vec<Happened> {
        vec![
            Happened::ContactClosed { contact, why: ContactClose::WorkTimedOut },
            session.next.becomes(now, session.id),
        ]
    }

    pub(crate) fn evolve_after_contact_work(
        &mut self,
        at: Time,
        contact: ContactId,
        by: CallEnd,
        reason: &str,
        timeout_s: Option<u32>,
    ) {
        let session = self.contacts.get(&contact).and_then(Contact::session);
        self.change(contact, |state| match state {
            ContactState::Talking { offer, recording, .. } => {
                ContactState::AfterWork { offer, since: at, by, recorded: recording }
            }
            other @ (ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Ringing { .. }
            | ContactState::AfterWork { .. }) => other,
        });
        self.tell_call(at, contact);
        if let Some(session) = session {
            self.enter_work(at, session, contact, reason, timeout_s);
        }
    }

    fn enter_work(
        &mut self,
        at: Time,
        session: AgentSessionId,
        contact: ContactId,
        reason: &str,
        timeout_s: Option<u32>,
    ) {
        let reason = reason.to_owned();
        let state = AgentState::AfterContactWork { since: at, contact, reason, timeout_s };
        self.enter_state(at, session, state);
    }
}
