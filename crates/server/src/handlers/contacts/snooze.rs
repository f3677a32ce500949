use axum::{extract::State, http::StatusCode};
use cordboard_acd::Refusal;

use crate::{
    floor::FloorError,
    http::{InContact, Params},
    problem::Refused,
    state::AppState,
};

/// Puts a contact away for a while. A call cannot be put away: it is held.
///
/// # Errors
/// `not-in-this-state`, `unknown-contact`, `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/interactions/{contactId}/snooze",
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn snooze(
    State(state): State<AppState>,
    target: InContact,
    _: Params,
) -> Result<StatusCode, Refused> {
    super::state_of(&state, target).await?;
    Err(FloorError::Refused(Refusal::NotInThisState).into())
}
