//! Agents, what they may do, and which skills they have.

use cordboard_acd::setup::{self, AfterContactWork, Setup};
use cordboard_protocol::{
    agent::Agent,
    permissions::{Permission, Permissions},
    skill::{AgentSkill, AgentSkills},
};

/// The contract's word for phone.
pub(super) const PHONE: u64 = 4;

/// Makes an agent.
pub(crate) fn agent(agent: &setup::Agent, setup: &Setup) -> Agent {
    let team = setup.teams.get(&agent.team);
    Agent {
        agent_id: agent.id.0,
        user_name: agent.login.clone(),
        first_name: agent.first_name.clone(),
        last_name: agent.last_name.clone(),
        team_id: agent.team.0,
        team_name: team.map(|team| team.name.clone()).unwrap_or_default(),
        is_active: true,
        phone_refusal_timeout: agent.refusal_timeout_s.into(),
    }
}

/// Makes an agent's permissions.
pub(crate) fn permissions(agent: &setup::Agent) -> Permissions {
    let one = |key: &str, enabled: bool| Permission {
        key: key.to_owned(),
        value: if enabled { "Enable" } else { "Disable" }.to_owned(),
    };
    Permissions {
        permissions: vec![
            one("MuteAgent", agent.permissions.mute),
            one("Masking", agent.permissions.mask),
            one("RecordContact", agent.permissions.record),
            one("HideInboundHangup", agent.permissions.hide_inbound_hangup),
        ],
    }
}

/// Makes an agent's skills, by id.
pub(crate) fn skills(agent: &setup::Agent, setup: &Setup) -> AgentSkills {
    let mut assignments: Vec<AgentSkill> = agent
        .skills
        .iter()
        .filter_map(|assigned| setup.skills.get(&assigned.skill))
        .map(|skill| AgentSkill {
            skill_id: skill.id.0,
            skill_name: skill.name.clone(),
            is_active: true,
            is_outbound: skill.outbound,
            is_dialer: false,
            media_type_id: PHONE,
            use_disposition: !skill.dispositions.is_empty(),
            require_disposition: skill.require_disposition,
            use_acw: skill.after_contact_work != AfterContactWork::None,
        })
        .collect();
    assignments.sort_by_key(|assignment| assignment.skill_id);
    AgentSkills { agent_skill_assignments: assignments }
}
