//! Address books: those that administrators keep, and the two that are computed.

use cordboard_acd::{
    AddressBookEntryId, AddressBookId, AgentId, SetAt, SkillId, Time,
    setup::{self, Setup},
};
use cordboard_protocol::address_book::AddressBookEntry;

use super::agent_state::Standings;

/// One address book that an agent sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Book {
    /// An administrator keeps it.
    Kept(AddressBookId),
    /// All agents, with their states.
    Agents,
    /// All skills.
    Skills,
}

/// The numbers of the computed books: no kept one may have them, and they fit what clients hold
/// ids in.
const AGENTS: u64 = 2_000_000_001;
const SKILLS: u64 = 2_000_000_002;

impl Book {
    /// Gives all that an agent sees, in the order to show them.
    pub(crate) fn all_of(agent: &setup::Agent, setup: &Setup) -> Vec<Self> {
        let kept = setup.address_books_of(agent.team).map(|book| Self::Kept(book.id));
        kept.chain([Self::Agents, Self::Skills]).collect()
    }

    /// Gives the one of a number, if the agent sees it.
    pub(crate) fn by_id(id: u64, agent: &setup::Agent, setup: &Setup) -> Option<Self> {
        match id {
            AGENTS => Some(Self::Agents),
            SKILLS => Some(Self::Skills),
            _ => {
                let book = setup.address_books.get(&AddressBookId(id))?;
                book.is_of(agent.team).then_some(Self::Kept(book.id))
            }
        }
    }

    /// Its number, name and type.
    pub(crate) fn head(&self, setup: &Setup) -> (u64, String, &'static str) {
        match self {
            Self::Kept(id) => {
                let name = setup.address_books.get(id).map(|book| book.name.clone());
                (id.0, name.unwrap_or_default(), "Standard")
            }
            Self::Agents => (AGENTS, "Agents".to_owned(), "Agent"),
            Self::Skills => (SKILLS, "Skills".to_owned(), "Skill"),
        }
    }

    /// Says since when an entry is as it is, where that is known.
    pub(crate) fn changed_at(
        &self,
        entry: &AddressBookEntry,
        set_at: &SetAt,
        standings: &Standings,
    ) -> Option<Time> {
        let id = entry.address_book_entry_id;
        match self {
            Self::Kept(_) => set_at.address_book_entries.get(&AddressBookEntryId(id)).copied(),
            Self::Agents => {
                let since = standings.since(AgentId(id));
                Some(set_at.agents.get(&AgentId(id)).map_or(since, |at| since.max(*at)))
            }
            Self::Skills => set_at.skills.get(&SkillId(id)).copied(),
        }
    }

    /// Its entries, by id.
    pub(crate) fn entries(&self, setup: &Setup, standings: &Standings) -> Vec<AddressBookEntry> {
        match self {
            Self::Kept(id) => {
                let entries = setup.address_book_entries.values();
                entries.filter(|entry| entry.address_book == *id).map(kept).collect()
            }
            Self::Agents => {
                setup.agents.values().map(|agent| of_agent(agent, setup, standings)).collect()
            }
            Self::Skills => setup.skills.values().map(of_skill).collect(),
        }
    }
}

/// What an entry is searched and ordered by.
pub(crate) fn name(entry: &AddressBookEntry) -> String {
    let AddressBookEntry { first_name, last_name, company, .. } = entry;
    format!("{first_name} {last_name} {company}").trim().to_owned()
}

fn kept(entry: &setup::AddressBookEntry) -> AddressBookEntry {
    AddressBookEntry {
        address_book_entry_id: entry.id.0,
        first_name: entry.first_name.text().to_owned(),
        last_name: entry.last_name.text().to_owned(),
        company: entry.company.text().to_owned(),
        phone: entry.phone.text().to_owned(),
        mobile: entry.mobile.text().to_owned(),
        email: entry.email.text().to_owned(),
        external_id: entry.external_id.text().to_owned(),
        ..AddressBookEntry::default()
    }
}

fn of_agent(agent: &setup::Agent, setup: &Setup, standings: &Standings) -> AddressBookEntry {
    let state = standings.state(agent, setup);
    AddressBookEntry {
        address_book_entry_id: agent.id.0,
        first_name: state.first_name,
        last_name: state.last_name,
        agent_id: Some(agent.id.0),
        team_id: Some(state.team_id),
        team_name: Some(state.team_name),
        agent_state_id: Some(state.agent_state_id),
        agent_state_name: Some(state.agent_state_name),
        out_state_description: Some(state.out_state_description),
        ..AddressBookEntry::default()
    }
}

fn of_skill(skill: &setup::Skill) -> AddressBookEntry {
    AddressBookEntry {
        address_book_entry_id: skill.id.0,
        first_name: skill.name.clone(),
        skill_id: Some(skill.id.0),
        skill_name: Some(skill.name.clone()),
        ..AddressBookEntry::default()
    }
}
