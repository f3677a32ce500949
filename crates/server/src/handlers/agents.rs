//! Agents: what a desktop reads of its own, and how all agents stand.

mod address_books;
mod agent_settings;
mod cached_states;
mod client_data;
mod get;
mod indicators;
mod keep_client_data;
mod messages;
mod permissions;
mod queue_details;
mod queues;
mod scheduled_callbacks;
mod skills;
mod states;

use cordboard_acd::{AgentId, Setup, setup::Agent};
use cordboard_protocol::problem::ProblemType;

pub(crate) use address_books::*;
pub(crate) use agent_settings::*;
pub(crate) use cached_states::*;
pub(crate) use client_data::*;
pub(crate) use get::*;
pub(crate) use indicators::*;
pub(crate) use keep_client_data::*;
pub(crate) use messages::*;
pub(crate) use permissions::*;
pub(crate) use queue_details::*;
pub(crate) use queues::*;
pub(crate) use scheduled_callbacks::*;
pub(crate) use skills::*;
pub(crate) use states::*;

use crate::{http::path_number, problem::Refused};

/// Gives the agent of a path. An agent reads only itself: others are not there, without a hint.
pub(super) fn own<'a>(
    setup: &'a Setup,
    caller: AgentId,
    in_path: &str,
) -> Result<&'a Agent, Refused> {
    if path_number(in_path)? != caller.0 {
        return Err(ProblemType::UnknownResource.into());
    }
    by_id(setup, caller)
}

/// Gives the caller, whom a parameter may name.
pub(super) fn own_or_none(
    setup: &Setup,
    caller: AgentId,
    named: Option<u64>,
) -> Result<&Agent, Refused> {
    match named {
        Some(agent) => own(setup, caller, &agent.to_string()),
        None => by_id(setup, caller),
    }
}

/// Gives the agent of a token.
pub(super) fn by_id(setup: &Setup, agent: AgentId) -> Result<&Agent, Refused> {
    setup.agents.get(&agent).ok_or_else(|| ProblemType::UnknownResource.into())
}
