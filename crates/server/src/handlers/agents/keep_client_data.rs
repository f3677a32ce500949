use axum::{extract::State, http::StatusCode};
use cordboard_acd::{Command, Private};
use cordboard_protocol::client_data::KeepClientData;
use serde_json::Value;

use crate::{
    http::{Caller, Params},
    problem::Refused,
    state::AppState,
};

/// Keeps a client's settings for an agent, in place of those before.
///
/// # Errors
/// `bad-value` when they are too long, `unknown-resource` for another agent.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    put,
    path = "agents/client-data",
    request_body = KeepClientData,
    responses((status = 202, description = "Kept")),
)]
pub(crate) async fn keep_client_data(
    State(state): State<AppState>,
    Caller(caller): Caller,
    params: Params,
) -> Result<StatusCode, Refused> {
    let wanted: KeepClientData = params.read()?;
    super::own_or_none(&state.setup(), caller, wanted.agent_id)?;
    let data = match wanted.data_set {
        None | Some(Value::Null) => return Err(Refused::bad_value("dataSet is expected")),
        Some(Value::String(text)) => text,
        Some(value) => value.to_string(),
    };
    let command = Command::KeepClientData { agent: caller, data: Private::new(data) };
    state.floor.command(command, |_, _| ()).await?;
    Ok(StatusCode::ACCEPTED)
}
