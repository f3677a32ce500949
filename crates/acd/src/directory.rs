//! The configuration, made findable.

mod check;
mod set_at;

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    AgentId, Change, Setup, SkillId, TeamId, Time,
    credential::{Credential, Credentials, Holder},
    setup::{Agent, BusinessUnit, Skill, Team, UnavailableCode},
    volatile::Volatile,
};

pub use set_at::SetAt;

/// What the floor gives as the reason of after-contact work when the team has no code for it.
const AFTER_CONTACT_WORK: &str = "After Contact Work";

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Directory {
    /// Shared with whoever reads it outside, so it is copied when it changes.
    pub(crate) setup: Arc<Setup>,
    pub(crate) credentials: Credentials,
    /// How many changes there have been.
    pub(crate) version: u64,
    /// Shared like the configuration. A snapshot of an earlier version does not say it, and it makes
    /// no difference between two floors.
    pub(crate) set_at: Volatile<Arc<SetAt>>,
    logins: BTreeMap<String, AgentId>,
}

impl Directory {
    pub(crate) fn of(setup: Setup, credentials: Credentials, version: u64, set_at: SetAt) -> Self {
        let logins =
            setup.agents.values().map(|agent| (agent.login.to_lowercase(), agent.id)).collect();
        Self {
            setup: Arc::new(setup),
            credentials,
            version,
            set_at: Volatile(Arc::new(set_at)),
            logins,
        }
    }

    pub(crate) fn agent(&self, agent: AgentId) -> Option<&Agent> {
        self.setup.agents.get(&agent)
    }

    pub(crate) fn agent_by_login(&self, login: &str) -> Option<&Agent> {
        self.logins.get(&login.to_lowercase()).and_then(|agent| self.agent(*agent))
    }

    pub(crate) fn team(&self, team: TeamId) -> Option<&Team> {
        self.setup.teams.get(&team)
    }

    pub(crate) fn skill(&self, skill: SkillId) -> Option<&Skill> {
        self.setup.skills.get(&skill)
    }

    pub(crate) fn team_of(&self, agent: AgentId) -> Option<&Team> {
        self.agent(agent).and_then(|agent| self.team(agent.team))
    }

    /// Finds a code of the agent's team by its name, in any letter case, or its id.
    pub(crate) fn code(&self, agent: AgentId, reason: &str) -> Option<&UnavailableCode> {
        let team = self.agent(agent)?.team;
        let name = reason.to_lowercase();
        self.setup
            .codes_of(team)
            .find(|code| code.name.to_lowercase() == name)
            .or_else(|| self.setup.codes_of(team).find(|code| code.id.to_string() == reason))
    }

    pub(crate) fn after_contact_reason(&self, agent: AgentId) -> String {
        self.agent(agent)
            .and_then(|agent| self.setup.codes_of(agent.team).find(|code| code.is_acw))
            .map_or(AFTER_CONTACT_WORK, |code| &code.name)
            .to_owned()
    }

    /// Says whether there is more than administrators.
    pub(crate) fn is_seeded(&self) -> bool {
        let Setup {
            business_unit,
            teams,
            unavailable_codes,
            dispositions,
            skills,
            agents,
            pages,
            administrators: _,
            address_books,
            address_book_entries,
            indicators,
            messages,
            tags,
        } = &*self.setup;
        *business_unit != BusinessUnit::default()
            || !teams.is_empty()
            || !unavailable_codes.is_empty()
            || !dispositions.is_empty()
            || !skills.is_empty()
            || !agents.is_empty()
            || !pages.is_empty()
            || !address_books.is_empty()
            || !address_book_entries.is_empty()
            || !indicators.is_empty()
            || !messages.is_empty()
            || !tags.is_empty()
    }

    /// Says whether a change would change nothing.
    pub(crate) fn has_already(&self, change: &Change) -> bool {
        let setup = &*self.setup;
        match change {
            Change::BusinessUnit(new) => setup.business_unit == *new,
            Change::Team(new) => setup.teams.get(&new.id) == Some(new),
            Change::UnavailableCode(new) => setup.unavailable_codes.get(&new.id) == Some(new),
            Change::Disposition(new) => setup.dispositions.get(&new.id) == Some(new),
            Change::Skill(new) => setup.skills.get(&new.id) == Some(new),
            Change::Agent(new) => setup.agents.get(&new.id) == Some(&**new),
            Change::Page(new) => setup.pages.get(&new.id) == Some(&**new),
            Change::Administrator(new) => {
                setup.administrators.get(&new.login.to_lowercase()) == Some(new)
            }
            Change::AddressBook(new) => setup.address_books.get(&new.id) == Some(new),
            Change::AddressBookEntry(new) => {
                setup.address_book_entries.get(&new.id) == Some(&**new)
            }
            Change::Indicator(new) => setup.indicators.get(&new.id) == Some(new),
            Change::Message(new) => setup.messages.get(&new.id) == Some(new),
            Change::Tag(new) => setup.tags.get(&new.id) == Some(new),
            Change::Password { of, hash } => {
                self.credentials.of(of).is_some_and(|known| known.hash == *hash)
            }
            Change::RemoveTeam(_)
            | Change::RemoveUnavailableCode(_)
            | Change::RemoveDisposition(_)
            | Change::RemoveSkill(_)
            | Change::RemoveAgent(_)
            | Change::RemovePage(_)
            | Change::RemoveAdministrator(_)
            | Change::RemoveAddressBook(_)
            | Change::RemoveAddressBookEntry(_)
            | Change::RemoveIndicator(_)
            | Change::RemoveMessage(_)
            | Change::RemoveTag(_)
            | Change::AccessKey(_)
            | Change::RemoveAccessKey(_) => false,
        }
    }

    /// Applies a change that was checked. Cannot fail.
    pub(crate) fn apply(&mut self, at: Time, change: &Change) {
        self.version += 1;
        Arc::make_mut(&mut self.set_at.0).note(at, change);
        let setup = Arc::make_mut(&mut self.setup);
        match change {
            Change::BusinessUnit(new) => setup.business_unit = new.clone(),
            Change::Team(new) => {
                setup.teams.insert(new.id, new.clone());
            }
            Change::RemoveTeam(id) => {
                setup.teams.remove(id);
            }
            Change::UnavailableCode(new) => {
                setup.unavailable_codes.insert(new.id, new.clone());
            }
            Change::RemoveUnavailableCode(id) => {
                setup.unavailable_codes.remove(id);
            }
            Change::Disposition(new) => {
                setup.dispositions.insert(new.id, new.clone());
            }
            Change::RemoveDisposition(id) => {
                setup.dispositions.remove(id);
            }
            Change::Skill(new) => {
                setup.skills.insert(new.id, new.clone());
            }
            Change::RemoveSkill(id) => {
                setup.skills.remove(id);
            }
            Change::Agent(new) => {
                let login = new.login.to_lowercase();
                if let Some(old) = setup.agents.insert(new.id, (**new).clone()) {
                    self.logins.remove(&old.login.to_lowercase());
                }
                self.logins.insert(login, new.id);
            }
            Change::RemoveAgent(id) => {
                if let Some(old) = setup.agents.remove(id) {
                    self.logins.remove(&old.login.to_lowercase());
                }
                self.credentials.agents.remove(id);
                forget_agent(setup, *id);
                self.credentials.access_keys.retain(|_, known| known.key.agent != *id);
            }
            Change::Page(new) => {
                setup.pages.insert(new.id.clone(), (**new).clone());
            }
            Change::RemovePage(id) => {
                setup.pages.remove(id);
            }
            Change::Administrator(new) => {
                setup.administrators.insert(new.login.to_lowercase(), new.clone());
            }
            Change::RemoveAdministrator(login) => {
                setup.administrators.remove(&login.to_lowercase());
                self.credentials.administrators.remove(&login.to_lowercase());
            }
            Change::AddressBook(new) => {
                setup.address_books.insert(new.id, new.clone());
            }
            Change::RemoveAddressBook(id) => {
                setup.address_books.remove(id);
            }
            Change::AddressBookEntry(new) => {
                setup.address_book_entries.insert(new.id, (**new).clone());
            }
            Change::RemoveAddressBookEntry(id) => {
                setup.address_book_entries.remove(id);
            }
            Change::Indicator(new) => {
                setup.indicators.insert(new.id, new.clone());
            }
            Change::RemoveIndicator(id) => {
                setup.indicators.remove(id);
            }
            Change::Message(new) => {
                setup.messages.insert(new.id, new.clone());
            }
            Change::RemoveMessage(id) => {
                setup.messages.remove(id);
            }
            Change::Tag(new) => {
                setup.tags.insert(new.id, new.clone());
            }
            Change::RemoveTag(id) => {
                setup.tags.remove(id);
            }
            Change::Password { of, hash } => {
                let of = of.in_lower_case();
                self.credentials.set(of, Credential { hash: hash.clone(), set_at: at });
            }
            Change::AccessKey(new) => self.apply_access_key(at, new),
            Change::RemoveAccessKey(id) => {
                self.credentials.access_keys.remove(id);
            }
        }
    }

    pub(crate) fn knows(&self, holder: &Holder) -> bool {
        match holder {
            Holder::Agent(agent) => self.setup.agents.contains_key(agent),
            Holder::Administrator(login) => {
                self.setup.administrators.contains_key(&login.to_lowercase())
            }
        }
    }

    /// Finds who logs in so, in any letter case, among the agents.
    pub(crate) fn agent_id_of(&self, login: &str) -> Option<AgentId> {
        self.logins.get(&login.to_lowercase()).copied()
    }
}

/// Takes an agent out of the lists that name agents. What was for that agent alone goes: an empty
/// list would make it everybody's.
fn forget_agent(setup: &mut Setup, agent: AgentId) {
    setup.indicators.retain(|_, indicator| {
        let named = indicator.agents.contains(&agent);
        indicator.agents.retain(|other| *other != agent);
        !named || !indicator.agents.is_empty() || !indicator.skills.is_empty()
    });
    setup.messages.retain(|_, message| {
        let named = message.agents.contains(&agent);
        message.agents.retain(|other| *other != agent);
        !named || !message.agents.is_empty() || !message.teams.is_empty()
    });
}
