//! Agents: what a desktop reads of its own.

mod agent_settings;
mod get;
mod permissions;
mod skills;

use cordboard_acd::{AgentId, setup::Agent};
use cordboard_protocol::problem::ProblemType;

pub(crate) use agent_settings::agent_settings;
pub(crate) use get::get;
pub(crate) use permissions::permissions;
pub(crate) use skills::skills;

use crate::{config::Config, http::path_number, problem::Refused};

/// Gives the agent of a path. An agent reads only itself: others are not there, without a hint.
fn own<'a>(config: &'a Config, caller: AgentId, in_path: &str) -> Result<&'a Agent, Refused> {
    if path_number(in_path)? != caller.0 {
        return Err(ProblemType::UnknownResource.into());
    }
    by_id(config, caller)
}

fn by_id(config: &Config, agent: AgentId) -> Result<&Agent, Refused> {
    let found = config.setup.agents.iter().find(|known| known.id == agent);
    found.ok_or_else(|| ProblemType::UnknownResource.into())
}
