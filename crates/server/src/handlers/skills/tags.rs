use axum::{extract::State, response::Response};
use cordboard_acd::TagId;
use cordboard_protocol::{
    list::ListParameters,
    tag::{SkillTagSet, SkillTags},
};

use crate::{
    http::{Caller, ListWanted, Path},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads the tags of a skill, those that may not be chosen any more among them.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "skills/{skillId}/tags",
    params(ListParameters),
    responses((status = 200, description = "The tags", body = SkillTags)),
)]
pub(crate) async fn tags(
    State(state): State<AppState>,
    _: Caller,
    Path(skill): Path,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let skill = super::by_path(&setup, &skill)?;
    let set_at = wanted.set_at(&state).await?;
    let tags = wire::tags(skill, &setup)
        .filter(|tag| wanted.wants_changed_at(set_at.tags.get(&TagId(tag.tag_id)).copied()));
    let listed = wanted.of(tags, |tag| tag.tag_name.clone())?;
    let result_set = SkillTagSet { skill_id: skill.id.0, tags: listed.rows };
    wanted.answer(SkillTags { result_set }, "/resultSet/tags")
}
