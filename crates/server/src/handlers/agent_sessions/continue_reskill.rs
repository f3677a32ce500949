use axum::{extract::State, http::StatusCode};
use cordboard_acd::Refusal;

use crate::{
    floor::FloorError,
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Goes on with a contact that was given another skill. There is none before a contact can be: then
/// there is nothing to go on with.
///
/// # Errors
/// `not-in-this-state`, `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 3.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/continue-reskill",
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn continue_reskill(
    State(state): State<AppState>,
    AgentSession { agent, id }: AgentSession,
    _: Params,
) -> Result<StatusCode, Refused> {
    let found = state.floor.read(move |floor| {
        floor.find_session(agent, &id.key)?;
        Err(Refusal::NotInThisState)
    });
    found.await?.map_err(FloorError::Refused)?;
    Ok(StatusCode::ACCEPTED)
}
