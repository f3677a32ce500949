use axum::{extract::State, http::StatusCode, response::Response};
use cordboard_acd::Actor;

use crate::{
    config::{Object, read, written},
    http::{Administrator, Entry, IfMatch, JsonBody},
    problem::Refused,
    state::AppState,
};

use super::{change, entry_answer};

/// Adds an entry, or replaces it: `PUT /admin/v1/{kind}/{id}`, `PUT /admin/v1/business-unit`.
///
/// # Errors
/// `bad-value` with the key, `changed-meanwhile`.
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
    let is_new = written(&entry, &changed.before).is_none();
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    entry_answer(status, &entry, &changed.after, changed.version)
}
