use axum::{extract::State, http::StatusCode, response::Response};

use crate::{
    http::{Administrator, Entry},
    problem::Refused,
    state::AppState,
};

use super::{entry_answer, now};

/// Gives an entry: `GET /admin/v1/{kind}/{id}`, `GET /admin/v1/business-unit`.
///
/// # Errors
/// `not-authenticated`, `not-permitted`, `unknown-address`, `unknown-resource`.
pub(crate) async fn get(
    State(state): State<AppState>,
    _: Administrator,
    Entry(entry): Entry,
) -> Result<Response, Refused> {
    let (setup, version) = now(&state.floor).await?;
    entry_answer(StatusCode::OK, &entry, &setup, version)
}
