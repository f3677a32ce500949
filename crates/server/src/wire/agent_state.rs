//! How agents stand, for those who look them up.

use std::collections::BTreeMap;

use cordboard_acd::{
    AgentId, AgentSession, ContactId, Floor, SkillId, Time,
    event::AgentStateEvent,
    setup::{self, Setup},
};
use cordboard_protocol::{agent_state::AgentStateRow, events::CurrentState};

use super::{event::current_state, utc};

/// How all agents stand, taken from the floor in one go.
#[derive(Debug, Default)]
pub(crate) struct Standings {
    of: BTreeMap<AgentId, Standing>,
    /// When agents logged out, of the last hour alone.
    logged_out_at: BTreeMap<AgentId, Time>,
    /// What the floor remembers of log-outs begins here.
    remembered_since: Time,
}

#[derive(Debug)]
struct Standing {
    state: AgentStateEvent,
    contact: Option<(ContactId, SkillId)>,
    contacts: u64,
}

impl Standings {
    /// Takes them from the floor.
    pub(crate) fn of(floor: &Floor) -> Self {
        let (remembered_since, ended) = floor.lately_logged_out();
        Self {
            of: floor.sessions().map(|it| (it.agent, Standing::of(floor, it))).collect(),
            logged_out_at: ended.map(|(at, agent)| (agent, at)).collect(),
            remembered_since,
        }
    }

    /// Says since when an agent stands so. Of one who logged out before all that is remembered it
    /// gives the last moment at which that may have been.
    pub(crate) fn since(&self, agent: AgentId) -> Time {
        match self.of.get(&agent) {
            Some(standing) => standing.state.since,
            None => self.logged_out_at.get(&agent).copied().unwrap_or(self.remembered_since),
        }
    }

    /// Makes an agent's state.
    pub(crate) fn state(&self, agent: &setup::Agent, setup: &Setup) -> AgentStateRow {
        let standing = self.of.get(&agent.id);
        let state = standing.map(|standing| &standing.state);
        let (agent_state_id, agent_state_name) = match state {
            Some(state) => named(current_state(state.current)),
            None => (0, "LoggedOut"),
        };
        let since = match state {
            Some(state) => Some(state.since),
            None => self.logged_out_at.get(&agent.id).copied(),
        };
        let reason = state.map(|state| state.reason.as_str()).unwrap_or_default();
        let code = setup.codes_of(agent.team).find(|code| code.name == reason);
        let contact = standing.and_then(|standing| standing.contact);
        let skill = contact.and_then(|(_, skill)| setup.skills.get(&skill));
        AgentStateRow {
            agent_id: agent.id.0,
            first_name: agent.first_name.clone(),
            last_name: agent.last_name.clone(),
            team_id: agent.team.0,
            team_name: setup.teams.get(&agent.team).map(|it| it.name.clone()).unwrap_or_default(),
            agent_state_id,
            agent_state_name: agent_state_name.to_owned(),
            is_acw: state.is_some_and(|state| state.is_acw),
            out_state_description: reason.to_owned(),
            out_state_id: code.map(|code| code.id.0),
            contact_id: contact.map(|(contact, _)| contact.0),
            skill_id: contact.map(|(_, skill)| skill.0),
            skill_name: skill.map(|skill| skill.name.clone()),
            open_contacts: standing.map_or(0, |standing| standing.contacts),
            start_date: since.map(utc),
        }
    }
}

impl Standing {
    fn of(floor: &Floor, session: &AgentSession) -> Self {
        let contact = session.state.on_contact().and_then(|contact| floor.contact(contact));
        Self {
            state: floor.state_event(session),
            contact: contact.map(|contact| (contact.id, contact.skill)),
            contacts: session.contacts.len() as u64,
        }
    }
}

fn named(state: CurrentState) -> (u64, &'static str) {
    match state {
        CurrentState::Available => (1, "Available"),
        CurrentState::Unavailable => (2, "Unavailable"),
        CurrentState::InboundContact => (3, "InboundContact"),
        CurrentState::OutboundContact => (4, "OutboundContact"),
        CurrentState::InboundConsult => (5, "InboundConsult"),
        CurrentState::OutboundConsult => (6, "OutboundConsult"),
        CurrentState::Dialer => (7, "Dialer"),
        CurrentState::DialerPending => (8, "DialerPending"),
    }
}
