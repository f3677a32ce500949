//! Who an agent is to the rest of the platform.

use cordboard_acd::{
    AgentId, BusinessUnitId,
    setup::{Agent, Setup},
};
use cordboard_protocol::identity::Identity;

use crate::config::Discovery;

/// Makes the user's id of an agent.
pub(crate) fn user_id(business_unit: BusinessUnitId, agent: AgentId) -> String {
    format!("bu{business_unit}agent{agent}")
}

/// Names a user as the subject of a token.
pub(crate) fn subject(business_unit: BusinessUnitId, agent: AgentId) -> String {
    format!("user:{}", user_id(business_unit, agent))
}

/// Names the business unit to programs.
pub(crate) fn tenant_id(setup: &Setup, discovery: &Discovery) -> String {
    discovery.tenant_id.clone().unwrap_or_else(|| setup.business_unit.number.to_string())
}

/// Says who an agent is.
pub(crate) fn identity(agent: &Agent, setup: &Setup, discovery: &Discovery) -> Identity {
    let unit = &setup.business_unit;
    Identity {
        sub: subject(unit.number, agent.id),
        user_id: user_id(unit.number, agent.id),
        tenant_id: tenant_id(setup, discovery),
        tenant: unit.name.clone(),
        given_name: agent.first_name.clone(),
        family_name: agent.last_name.clone(),
        name: format!("{} {}", agent.first_name, agent.last_name).trim().to_owned(),
        agent_id: agent.id.to_string(),
        business_unit: unit.number.0,
        cluster_id: discovery.cluster().to_owned(),
        team_id: agent.team.to_string(),
    }
}
