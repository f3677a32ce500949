//! Teams and their unavailable codes.

mod agents;
mod get;
mod list;
mod unavailable_codes;

use cordboard_acd::{Setup, TeamId, setup::Team};
use cordboard_protocol::problem::ProblemType;

pub(crate) use agents::*;
pub(crate) use get::*;
pub(crate) use list::*;
pub(crate) use unavailable_codes::*;

use crate::{http::path_number, problem::Refused};

fn by_path<'a>(setup: &'a Setup, in_path: &str) -> Result<&'a Team, Refused> {
    let id = path_number(in_path)?;
    setup.teams.get(&TeamId(id)).ok_or_else(|| ProblemType::UnknownResource.into())
}
