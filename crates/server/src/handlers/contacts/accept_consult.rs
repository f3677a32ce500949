use axum::{extract::State, http::StatusCode};
use cordboard_acd::command::ContactCommand;

use crate::{
    http::{InContact, Params},
    problem::Refused,
    state::AppState,
};

/// Answers another agent's call.
///
/// # Errors
/// `not-in-this-state`, `unknown-contact`.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/interactions/{contactId}/accept-consult",
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn accept_consult(
    State(state): State<AppState>,
    target: InContact,
    _: Params,
) -> Result<StatusCode, Refused> {
    super::command(&state, target, ContactCommand::Accept).await
}
