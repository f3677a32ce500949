use axum::{extract::State, http::StatusCode};
use cordboard_acd::{ContactState, Refusal};

use crate::{
    floor::FloorError,
    http::{InContact, Params},
    problem::Refused,
    state::AppState,
};

/// Turns to a contact. A call that rings is answered instead; turning to any other changes nothing:
/// which of an agent's calls is up says `resume`.
///
/// # Errors
/// `not-in-this-state` while it rings, `unknown-contact`, `unknown-agent-session`,
/// `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/interactions/{contactId}/activate",
    responses((status = 202, description = "Taken")),
)]
pub(crate) async fn activate(
    State(state): State<AppState>,
    target: InContact,
    _: Params,
) -> Result<StatusCode, Refused> {
    let state_of = super::state_of(&state, target).await?;
    if matches!(state_of, ContactState::Ringing { .. }) {
        return Err(FloorError::Refused(Refusal::NotInThisState).into());
    }
    Ok(StatusCode::ACCEPTED)
}
