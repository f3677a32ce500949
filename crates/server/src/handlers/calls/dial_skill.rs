use axum::{extract::State, http::StatusCode};
use cordboard_acd::{SkillId, command::Destination};
use cordboard_protocol::dial::DialSkill;

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Calls whoever of a skill is free first. A call that is up is held first.
///
/// # Errors
/// `bad-value`, `unknown-resource` for a skill that there is not, `not-in-this-state` with two
/// calls or one that still rings, `unknown-contact` for the parent.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/dial-skill",
    request_body = DialSkill,
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn dial_skill(
    State(state): State<AppState>,
    session: AgentSession,
    params: Params,
) -> Result<StatusCode, Refused> {
    let wanted: DialSkill = params.read()?;
    let skill = wanted.skill_id.ok_or_else(|| Refused::bad_value("skillId is expected"))?;
    let to = Destination::Skill(SkillId(skill));
    super::call(&state, session, to, wanted.parent_contact_id).await
}
