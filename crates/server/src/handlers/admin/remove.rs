use axum::{extract::State, http::StatusCode};
use cordboard_acd::Actor;
use cordboard_protocol::problem::ProblemType;

use crate::{
    config::removal,
    http::{Administrator, Entry, IfMatch},
    problem::Refused,
    state::AppState,
};

use super::change;

/// Removes an entry. An agent's agent session ends with it.
///
/// # Errors
/// `still-used` with what names it, `not-in-this-state` for the last administrator,
/// `changed-meanwhile`, `unknown-resource`.
#[utoipa::path(
    delete,
    path = "/admin/v1/{kind}/{id}",
    params(("If-Match" = Option<String>, Header, description = "The `ETag` of the configuration that the change is meant for")),
    responses((status = 204, description = "It is gone")),
)]
pub(crate) async fn remove(
    State(state): State<AppState>,
    Administrator(by): Administrator,
    Entry(entry): Entry,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Refused> {
    change(&state.floor, Actor::Administrator(by), version, |_| {
        Ok(vec![removal(&entry).ok_or(ProblemType::MethodNotAllowed)?])
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
