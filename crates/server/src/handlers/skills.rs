//! Skills and their dispositions.

mod activity;
mod dispositions;
mod get;
mod list;
mod tags;

use cordboard_acd::{Setup, SkillId, setup::Skill};
use cordboard_protocol::problem::ProblemType;

pub(crate) use activity::*;
pub(crate) use dispositions::*;
pub(crate) use get::*;
pub(crate) use list::*;
pub(crate) use tags::*;

use crate::{http::path_number, problem::Refused};

fn by_path<'a>(setup: &'a Setup, in_path: &str) -> Result<&'a Skill, Refused> {
    let id = path_number(in_path)?;
    setup.skills.get(&SkillId(id)).ok_or_else(|| ProblemType::UnknownResource.into())
}
