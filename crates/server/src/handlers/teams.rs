//! Teams and their unavailable codes.

mod get;
mod list;
mod unavailable_codes;

use cordboard_acd::setup::Team;
use cordboard_protocol::problem::ProblemType;

pub(crate) use get::get;
pub(crate) use list::list;
pub(crate) use unavailable_codes::unavailable_codes;

use crate::{config::Config, http::path_number, problem::Refused};

fn by_path<'a>(config: &'a Config, in_path: &str) -> Result<&'a Team, Refused> {
    let id = path_number(in_path)?;
    let found = config.setup.teams.iter().find(|team| team.id.0 == id);
    found.ok_or_else(|| ProblemType::UnknownResource.into())
}
