//! E7: an agent for whom nobody polls takes no contacts.

use crate::{
    AgentSessionId, AgentState, ContactState, Floor, NextState, Time,
    agent_state::choose_next,
    fact::{ContactReturn, Happened, SessionEnd},
};

/// The agent's reason when nobody polls.
const INACTIVE: &str = "Inactive";

impl Floor {
    /// Says what happens when no poll was parked for the inactivity time-out: contacts that the
    /// agent had not answered go back to their place, the agent becomes Unavailable, after the
    /// call if there is one, or the agent session ends.
    pub(crate) fn decide_inactivity(&self, now: Time, session: AgentSessionId) -> Vec<Happened> {
        let Some(session) = self.sessions.get(&session) else { return Vec::new() };
        let mut facts = vec![Happened::InactivityNoticed { session: session.id }];
        if session.inactivity_force_logout {
            facts.extend(self.end_session(now, session, SessionEnd::Inactive));
            return facts;
        }
        let mut returned = false;
        for contact in session.reserved.iter().chain(&session.contacts) {
            let Some(contact) = self.contacts.get(contact) else { continue };
            match contact.state {
                ContactState::Reserved { .. } | ContactState::Ringing { .. } => {
                    returned = true;
                    let why = ContactReturn::Inactive;
                    facts.extend(self.give_back(now, contact, session.id, why));
                }
                ContactState::Waiting
                | ContactState::Dialling { .. }
                | ContactState::Talking { .. }
                | ContactState::AfterWork { .. } => {}
            }
        }
        let next = NextState::plain(INACTIVE);
        match &session.state {
            AgentState::Available { .. } => facts.push(next.becomes(now, session.id)),
            // A number that somebody called rings as an outbound contact once it is handed on.
            AgentState::InboundContact { .. }
            | AgentState::OutboundContact { .. }
            | AgentState::InboundConsult { .. }
                if returned =>
            {
                facts.push(next.becomes(now, session.id));
            }
            AgentState::InboundContact { .. }
            | AgentState::OutboundContact { .. }
            | AgentState::InboundConsult { .. }
            | AgentState::OutboundConsult { .. }
            | AgentState::AfterContactWork { .. } => {
                if session.next == NextState::Available {
                    facts.extend(choose_next(session, next));
                }
            }
            AgentState::Unavailable { .. } => {}
        }
        facts
    }
}
