use axum::{extract::State, http::StatusCode};
use cordboard_acd::{Private, command::ContactCommand};
use cordboard_protocol::custom_data::CustomData;

use crate::{
    http::{InContact, Params},
    problem::Refused,
    state::AppState,
};

/// Keeps data of the client's own with a contact.
///
/// # Errors
/// `bad-value` when it is too long, `unknown-contact`.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/interactions/{contactId}/custom-data",
    request_body = CustomData,
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn custom_data(
    State(state): State<AppState>,
    target: InContact,
    params: Params,
) -> Result<StatusCode, Refused> {
    let wanted: CustomData = params.read()?;
    let data = wanted.data.ok_or_else(|| Refused::bad_value("data is expected"))?;
    super::command(&state, target, ContactCommand::CustomData(Private::new(data))).await
}
