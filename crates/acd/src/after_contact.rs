//! After-contact work: the time to record the outcome in.

use crate::{
    AgentSession, AgentSessionId, AgentState, Contact, ContactId, ContactState, Floor, NextState,
    Time,
    agent_session::AfterContactCode,
    agent_state::choose_next,
    contact::Origin,
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
        let served = self.contacts.get(&contact)?;
        match served.origin {
            Origin::Inbound => {}
            Origin::Outbound if !served.for_another => {}
            Origin::Outbound | Origin::Consulting | Origin::Consulted => return None,
        }
        let by_skill = self.skill(served.skill).and_then(|skill| {
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

    /// Says what follows when the work after a contact is done or has taken as long as it may: the
    /// work after another contact, or the next state. An agent on another call goes on with that.
    pub(crate) fn work_ends(
        &self,
        now: Time,
        session: &AgentSession,
        contact: ContactId,
        why: ContactClose,
        next: &NextState,
    ) -> Vec<Happened> {
        let mut facts = vec![Happened::ContactClosed { contact, why }];
        match &session.state {
            AgentState::AfterContactWork { contact: after, .. } if *after == contact => {
                let goes_on = self.work_or_next(now, session, next, |other| other != contact);
                if matches!(goes_on.last(), Some(Happened::WorkGoesOn { .. })) {
                    facts.extend(choose_next(session, next.clone()));
                }
                facts.extend(goes_on);
            }
            AgentState::Available { .. }
            | AgentState::Unavailable { .. }
            | AgentState::InboundContact { .. }
            | AgentState::OutboundContact { .. }
            | AgentState::InboundConsult { .. }
            | AgentState::OutboundConsult { .. }
            | AgentState::AfterContactWork { .. } => {}
        }
        facts
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
        self.part(contact);
        self.change(contact, |state| match state {
            ContactState::Dialling { offer, .. } => {
                ContactState::AfterWork { offer, since: at, by, recorded: false }
            }
            ContactState::Talking { offer, recording, .. } => {
                ContactState::AfterWork { offer, since: at, by, recorded: recording }
            }
            other @ (ContactState::Waiting
            | ContactState::Reserved { .. }
            | ContactState::Ringing { .. }
            | ContactState::AfterWork { .. }) => other,
        });
        self.place_contact(contact);
        self.tell_call(at, contact);
        // On another call, the work waits for its end.
        let free = session.and_then(|session| self.sessions.get(&session)).filter(|session| {
            let works = matches!(session.state, AgentState::AfterContactWork { .. });
            !works && !self.contacts_of(session).any(Contact::is_live)
        });
        if let Some(session) = free.map(|session| session.id) {
            self.enter_work(at, session, contact, reason, timeout_s);
        }
    }

    pub(crate) fn enter_work(
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
