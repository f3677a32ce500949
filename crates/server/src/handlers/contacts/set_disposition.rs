use axum::{extract::State, http::StatusCode};
use cordboard_acd::{
    DispositionId, Private,
    command::{ContactCommand, DispositionForm},
};
use cordboard_protocol::disposition::SetDisposition;

use crate::{
    http::{InContact, Params},
    problem::Refused,
    state::AppState,
};

/// Records a contact's outcome.
///
/// # Errors
/// `bad-value` for an unknown disposition, none where the skill requires one, or notes that are too long, `not-in-this-state`,
/// `unknown-contact`.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/interactions/{contactId}/disposition",
    request_body = SetDisposition,
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn set_disposition(
    State(state): State<AppState>,
    target: InContact,
    params: Params,
) -> Result<StatusCode, Refused> {
    let outcome: SetDisposition = params.read()?;
    let text = |text: Option<String>| text.filter(|text| !text.is_empty()).map(Private::new);
    // Clients whose numbers cannot be absent send 0.
    let id = |id: Option<u64>| id.filter(|id| *id != 0).map(DispositionId);
    let form = DispositionForm {
        primary: id(outcome.primary_disposition_id),
        notes: Private::new(outcome.primary_disposition_notes.unwrap_or_default()),
        commitment_amount: text(outcome.primary_commitment_amount),
        callback_time: text(outcome.primary_callback_time),
        callback_number: text(outcome.primary_callback_number),
        secondary: id(outcome.secondary_disposition_id),
    };
    super::command(&state, target, ContactCommand::Disposition(form)).await
}
