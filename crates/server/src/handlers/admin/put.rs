use axum::{extract::State, http::StatusCode, response::Response};
use cordboard_acd::Actor;

use crate::{
    config::{Object, read, written},
    framing::look_at_saved,
    http::{Administrator, Entry, IfMatch, JsonBody},
    problem::Refused,
    state::AppState,
};

use super::{change, entry_answer};

/// Adds an entry, or replaces it.
///
/// # Errors
/// `bad-value` with the key, `changed-meanwhile`.
#[utoipa::path(
    put,
    path = "/admin/v1/{kind}/{id}",
    params(("If-Match" = Option<String>, Header, description = "The `ETag` of the configuration that the change is meant for")),
    request_body = Object,
    responses(
        (status = 200, description = "The entry that was replaced", body = Object),
        (status = 201, description = "The entry that was added", body = Object),
    ),
)]
pub(crate) async fn put(
    State(state): State<AppState>,
    Administrator(by): Administrator,
    Entry(entry): Entry,
    IfMatch(version): IfMatch,
    JsonBody(object): JsonBody<Object>,
) -> Result<Response, Refused> {
    let changed = change(&state.floor, Actor::Administrator(by), version, |setup| {
        Ok(read(&entry, object.clone(), setup)?)
    })
    .await?;
    look_at_saved(&state, &changed.before, &changed.after);
    let is_new = written(&entry, &changed.before).is_none();
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    entry_answer(status, &entry, &changed.after, changed.version)
}
