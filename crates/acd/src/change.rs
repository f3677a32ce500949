//! Changes of the configuration: what administrators do, and who they are.

use serde::{Deserialize, Serialize};

use crate::{
    AgentId, CodeId, DispositionId, Event, Floor, Private, Refusal, SkillId, TeamId, Time,
    credential::Holder,
    fact::{Happened, SessionEnd},
    floor::Decision,
    setup::{
        Administrator, Agent, BusinessUnit, Disposition, Page, PageEntryId, Setup, Skill, Team,
        UnavailableCode,
    },
};

/// So many changes make one command at most: the largest business unit there is, entered at once.
const MOST_AT_ONCE: usize = 50_000;

/// Says who changed something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// The configuration file, which seeds an empty floor.
    File,
    /// `cordboard admin init`, whoever had access to the data folder.
    Init,
    /// An administrator, by login.
    Administrator(String),
}

/// One change of the configuration. An entry that is not there yet is added, one that is there is
/// replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Sets what is true of the whole business unit.
    BusinessUnit(BusinessUnit),
    /// Sets a team.
    Team(Team),
    /// Removes a team that no agent, code or page names.
    RemoveTeam(TeamId),
    /// Sets an unavailable code.
    UnavailableCode(UnavailableCode),
    /// Removes an unavailable code.
    RemoveUnavailableCode(CodeId),
    /// Sets a disposition.
    Disposition(Disposition),
    /// Removes a disposition that no skill names.
    RemoveDisposition(DispositionId),
    /// Sets a skill.
    Skill(Skill),
    /// Removes a skill that no agent and no page names and that has no contacts.
    RemoveSkill(SkillId),
    /// Sets an agent.
    Agent(Box<Agent>),
    /// Removes an agent, whose agent session ends first.
    RemoveAgent(AgentId),
    /// Sets a page's entry.
    Page(Box<Page>),
    /// Removes a page's entry.
    RemovePage(PageEntryId),
    /// Sets an administrator.
    Administrator(Administrator),
    /// Removes an administrator, by login; never the last.
    RemoveAdministrator(String),
    /// Sets a password.
    Password {
        /// Whose.
        of: Holder,
        /// Its argon2 hash.
        hash: Private,
    },
}

impl Change {
    /// Gives the changes that make an empty configuration this one, each after what it names.
    #[must_use]
    pub fn all_of(setup: &Setup) -> Vec<Self> {
        let mut changes = vec![Self::BusinessUnit(setup.business_unit.clone())];
        changes.extend(setup.teams.values().cloned().map(Self::Team));
        changes.extend(setup.unavailable_codes.values().cloned().map(Self::UnavailableCode));
        changes.extend(setup.dispositions.values().cloned().map(Self::Disposition));
        changes.extend(setup.skills.values().cloned().map(Self::Skill));
        changes.extend(setup.agents.values().cloned().map(Box::new).map(Self::Agent));
        changes.extend(setup.pages.values().cloned().map(Box::new).map(Self::Page));
        changes.extend(setup.administrators.values().cloned().map(Self::Administrator));
        changes
    }
}

impl Floor {
    pub(crate) fn decide_seed(
        &self,
        now: Time,
        setup: &Setup,
        passwords: Vec<(AgentId, Private)>,
    ) -> Decision {
        if self.directory.is_seeded() {
            return Err(Refusal::AlreadySeeded);
        }
        let passwords = passwords
            .into_iter()
            .map(|(agent, hash)| Change::Password { of: Holder::Agent(agent), hash });
        let changes = Change::all_of(setup).into_iter().chain(passwords).collect();
        self.decide_changes(now, &Actor::File, None, changes)
    }

    /// Judges changes one after the other, each on what the ones before it have made. All or none.
    pub(crate) fn decide_changes(
        &self,
        now: Time,
        by: &Actor,
        expected: Option<u64>,
        changes: Vec<Change>,
    ) -> Decision {
        if expected.is_some_and(|expected| expected != self.directory.version) {
            return Err(Refusal::ChangedMeanwhile);
        }
        if changes.len() > MOST_AT_ONCE {
            return Err(Refusal::OutOfLimits("the number of changes"));
        }
        let mut directory = self.directory.clone();
        let mut happened = Vec::new();
        for change in changes {
            directory.check(&change)?;
            if directory.has_already(&change) {
                continue;
            }
            match &change {
                Change::RemoveSkill(skill) => self.check_no_contacts(*skill)?,
                Change::RemoveAgent(agent) => {
                    if let Some(session) = self.session_of(*agent) {
                        happened.extend(self.end_session(session, SessionEnd::Elsewhere));
                    }
                    happened.extend(self.end_sign_ins(*agent));
                }
                Change::Password { of: Holder::Agent(agent), .. } => {
                    happened.extend(self.end_sign_ins(*agent));
                }
                Change::BusinessUnit(_)
                | Change::Team(_)
                | Change::RemoveTeam(_)
                | Change::UnavailableCode(_)
                | Change::RemoveUnavailableCode(_)
                | Change::Disposition(_)
                | Change::RemoveDisposition(_)
                | Change::Skill(_)
                | Change::Agent(_)
                | Change::Page(_)
                | Change::RemovePage(_)
                | Change::Administrator(_)
                | Change::RemoveAdministrator(_)
                | Change::Password { of: Holder::Administrator(_), .. } => {}
            }
            directory.apply(now, &change);
            happened.push(Happened::Changed { by: by.clone(), change });
        }
        Ok(happened)
    }

    fn check_no_contacts(&self, skill: SkillId) -> Result<(), Refusal> {
        let count = self.contacts.values().filter(|contact| contact.skill == skill).count();
        if count == 0 {
            return Ok(());
        }
        Err(Refusal::StillUsed(format!("skill {skill} has {count} contacts that are not over")))
    }

    pub(crate) fn evolve_changed(&mut self, at: Time, change: &Change) {
        match change {
            Change::Agent(agent) => {
                let before = self.agent(agent.id).cloned();
                self.directory.apply(at, change);
                self.tell_changed_agent(at, before.as_ref(), agent);
            }
            Change::UnavailableCode(UnavailableCode { id, .. })
            | Change::RemoveUnavailableCode(id) => {
                let before = self.setup().unavailable_codes.get(id).cloned();
                self.directory.apply(at, change);
                let after = self.setup().unavailable_codes.get(id).cloned();
                self.tell_all(at, &Event::UpdateUnavailableCodes, |agent| {
                    before.iter().chain(&after).any(|code| code.is_of(agent.team))
                });
            }
            Change::Skill(skill) => {
                self.directory.apply(at, change);
                self.tell_all(at, &Event::UpdateSkills, |agent| agent.has_skill(skill.id));
            }
            Change::BusinessUnit(_)
            | Change::Team(_)
            | Change::RemoveTeam(_)
            | Change::Disposition(_)
            | Change::RemoveDisposition(_)
            | Change::RemoveSkill(_)
            | Change::RemoveAgent(_)
            | Change::Page(_)
            | Change::RemovePage(_)
            | Change::Administrator(_)
            | Change::RemoveAdministrator(_)
            | Change::Password { .. } => self.directory.apply(at, change),
        }
    }

    fn tell_changed_agent(&mut self, at: Time, before: Option<&Agent>, after: &Agent) {
        let Some(session) = self.session_of(after.id).map(|session| session.id) else { return };
        let Some(before) = before else { return };
        let events = [
            (before.settings != after.settings)
                .then(|| Event::AgentSettings(after.settings.clone())),
            (before.permissions != after.permissions).then_some(Event::UpdatePermissions),
            (before.skills != after.skills).then_some(Event::UpdateSkills),
            (before.team != after.team).then_some(Event::UpdateUnavailableCodes),
        ];
        for event in events.into_iter().flatten() {
            self.tell(session, at, event);
        }
        self.place_session(session);
    }

    /// Tells the agents with an agent session whom it concerns.
    fn tell_all(&mut self, at: Time, event: &Event, concerns: impl Fn(&Agent) -> bool) {
        let concerned: Vec<_> = self
            .sessions
            .values()
            .filter(|session| self.directory.agent(session.agent).is_some_and(&concerns))
            .map(|session| session.id)
            .collect();
        for session in concerned {
            self.tell(session, at, event.clone());
        }
    }
}
