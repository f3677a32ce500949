use axum::{extract::State, http::StatusCode};
use cordboard_acd::command::PhoneCommand;

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Dials the agent leg.
///
/// # Errors
/// `not-in-this-state`, `not-permitted`, `unknown-agent-session`.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/agent-phone/dial",
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn dial(
    State(state): State<AppState>,
    target: AgentSession,
    _: Params,
) -> Result<StatusCode, Refused> {
    super::command(&state, target, PhoneCommand::Dial).await
}
