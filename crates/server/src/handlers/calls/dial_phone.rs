use axum::{extract::State, http::StatusCode};
use cordboard_acd::{
    Private, Setup, SkillId,
    command::{AgentCommand, Destination, Dial},
};
use cordboard_protocol::dial::DialPhone;

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Calls a number. A call that is up is held first.
///
/// # Errors
/// `bad-value` for what is no number, or a skill that the agent may not call for,
/// `not-in-this-state` with two calls or one that still rings, `unknown-contact` for the parent.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/dial-phone",
    request_body = DialPhone,
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn dial_phone(
    State(state): State<AppState>,
    session: AgentSession,
    params: Params,
) -> Result<StatusCode, Refused> {
    let wanted: DialPhone = params.read()?;
    let number = wanted.phone_number.filter(|number| !number.trim().is_empty());
    let number = number.ok_or_else(|| Refused::bad_value("phoneNumber is expected"))?;
    let named = wanted.skill_name.filter(|name| !name.trim().is_empty());
    let skill = match (wanted.skill_id.filter(|skill| *skill != 0), named) {
        (Some(skill), _) => Some(SkillId(skill)),
        (None, Some(name)) => Some(by_name(&state.setup(), name.trim())?),
        (None, None) => None,
    };
    let dial = Dial {
        to: Destination::Number(Private::new(number)),
        skill,
        parent: super::parent_of(wanted.parent_contact_id),
    };
    super::super::agent_sessions::command(&state, session, AgentCommand::Dial(dial)).await
}

fn by_name(setup: &Setup, name: &str) -> Result<SkillId, Refused> {
    let name = name.to_lowercase();
    let found = setup.skills.values().find(|skill| skill.name.to_lowercase() == name);
    found.map(|skill| skill.id).ok_or_else(|| Refused::bad_value("skillName: no such skill"))
}
