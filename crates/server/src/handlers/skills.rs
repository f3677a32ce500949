//! Skills and their dispositions.

mod dispositions;
mod get;
mod list;

use cordboard_acd::setup::Skill;
use cordboard_protocol::problem::ProblemType;

pub(crate) use dispositions::dispositions;
pub(crate) use get::get;
pub(crate) use list::list;

use crate::{config::Config, http::path_number, problem::Refused};

fn by_path<'a>(config: &'a Config, in_path: &str) -> Result<&'a Skill, Refused> {
    let id = path_number(in_path)?;
    let found = config.setup.skills.iter().find(|skill| skill.id.0 == id);
    found.ok_or_else(|| ProblemType::UnknownResource.into())
}
