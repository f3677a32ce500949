//! The configuration, made findable.

use std::collections::BTreeMap;

use crate::{
    AgentId, Refusal, Setup, SkillId, TeamId,
    setup::{AfterContactWork, Agent, Skill, Team, UnavailableCode},
};

/// What the floor gives as the reason of after-contact work when the team has no code for it.
const AFTER_CONTACT_WORK: &str = "After Contact Work";

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Directory {
    pub(crate) setup: Setup,
    agents: BTreeMap<AgentId, usize>,
    logins: BTreeMap<String, usize>,
    teams: BTreeMap<TeamId, usize>,
    skills: BTreeMap<SkillId, usize>,
}

impl Directory {
    pub(crate) fn new(setup: Setup) -> Self {
        Self {
            agents: setup.agents.iter().enumerate().map(|(at, agent)| (agent.id, at)).collect(),
            logins: (setup.agents.iter().enumerate())
                .map(|(at, agent)| (agent.login.to_lowercase(), at))
                .collect(),
            teams: setup.teams.iter().enumerate().map(|(at, team)| (team.id, at)).collect(),
            skills: setup.skills.iter().enumerate().map(|(at, skill)| (skill.id, at)).collect(),
            setup,
        }
    }

    pub(crate) fn agent(&self, agent: AgentId) -> Option<&Agent> {
        self.agents.get(&agent).and_then(|at| self.setup.agents.get(*at))
    }

    pub(crate) fn agent_by_login(&self, login: &str) -> Option<&Agent> {
        self.logins.get(&login.to_lowercase()).and_then(|at| self.setup.agents.get(*at))
    }

    pub(crate) fn team(&self, team: TeamId) -> Option<&Team> {
        self.teams.get(&team).and_then(|at| self.setup.teams.get(*at))
    }

    pub(crate) fn skill(&self, skill: SkillId) -> Option<&Skill> {
        self.skills.get(&skill).and_then(|at| self.setup.skills.get(*at))
    }

    pub(crate) fn team_of(&self, agent: AgentId) -> Option<&Team> {
        self.agent(agent).and_then(|agent| self.team(agent.team))
    }

    /// Finds a code of the agent's team by its name, in any letter case, or its id.
    pub(crate) fn code(&self, agent: AgentId, reason: &str) -> Option<&UnavailableCode> {
        let codes = &self.team_of(agent)?.unavailable_codes;
        let name = reason.to_lowercase();
        codes
            .iter()
            .find(|code| code.name.to_lowercase() == name)
            .or_else(|| codes.iter().find(|code| code.id.to_string() == reason))
    }

    pub(crate) fn after_contact_reason(&self, agent: AgentId) -> String {
        self.team_of(agent)
            .and_then(|team| team.unavailable_codes.iter().find(|code| code.is_acw))
            .map_or(AFTER_CONTACT_WORK, |code| &code.name)
            .to_owned()
    }
}

/// Refuses what contradicts itself: ids that occur twice or lead nowhere, logins that two share,
/// a required disposition of a skill without any, numbers out of their range.
pub(crate) fn check(setup: &Setup) -> Result<(), Refusal> {
    let directory = Directory::new(setup.clone());
    let bad = |what: String| Err(Refusal::BadSetup(what));
    if directory.agents.len() != setup.agents.len() {
        return bad("an agent id occurs twice".to_owned());
    }
    if directory.logins.len() != setup.agents.len() {
        return bad("a login occurs twice".to_owned());
    }
    if directory.teams.len() != setup.teams.len() {
        return bad("a team id occurs twice".to_owned());
    }
    if directory.skills.len() != setup.skills.len() {
        return bad("a skill id occurs twice".to_owned());
    }
    for team in &setup.teams {
        for (at, code) in team.unavailable_codes.iter().enumerate() {
            let before = &team.unavailable_codes[..at];
            if before.iter().any(|other| {
                other.id == code.id || other.name.to_lowercase() == code.name.to_lowercase()
            }) {
                return bad(format!("team {} has unavailable code {} twice", team.id, code.id));
            }
            if code.name.is_empty() {
                return bad(format!(
                    "unavailable code {} of team {} has no name",
                    code.id, team.id
                ));
            }
        }
    }
    for skill in &setup.skills {
        if skill.refusal_timeout_s.is_some_and(|seconds| !REFUSAL_TIMEOUT_S.contains(&seconds)) {
            return bad(format!("skill {} has a refusal time-out out of 15 to 300", skill.id));
        }
        if skill.require_disposition && skill.dispositions.is_empty() {
            return bad(format!("skill {} requires a disposition and has none", skill.id));
        }
        let waits = skill.after_contact_work == AfterContactWork::Disposition;
        if waits && skill.dispositions.is_empty() {
            return bad(format!("skill {} waits for a disposition and has none", skill.id));
        }
        for (at, disposition) in skill.dispositions.iter().enumerate() {
            if skill.dispositions[..at].iter().any(|other| other.id == disposition.id) {
                return bad(format!("skill {} has disposition {} twice", skill.id, disposition.id));
            }
        }
    }
    for agent in &setup.agents {
        if directory.team(agent.team).is_none() {
            return bad(format!("agent {} is of unknown team {}", agent.id, agent.team));
        }
        if !REFUSAL_TIMEOUT_S.contains(&agent.refusal_timeout_s) {
            return bad(format!("agent {} has a refusal time-out out of 15 to 300", agent.id));
        }
        for (at, assigned) in agent.skills.iter().enumerate() {
            if directory.skill(assigned.skill).is_none() {
                return bad(format!("agent {} has unknown skill {}", agent.id, assigned.skill));
            }
            if agent.skills[..at].iter().any(|other| other.skill == assigned.skill) {
                return bad(format!("agent {} has skill {} twice", agent.id, assigned.skill));
            }
        }
    }
    Ok(())
}

/// Whole seconds that a call may ring (`docs/agent-desktop.md` section 1).
const REFUSAL_TIMEOUT_S: std::ops::RangeInclusive<u32> = 15..=300;
