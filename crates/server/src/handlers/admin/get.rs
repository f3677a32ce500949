use axum::{extract::State, http::StatusCode, response::Response};

use crate::{
    http::{Administrator, Entry},
    problem::Refused,
    state::AppState,
};

use super::{entry_answer, now};

/// Gives an entry.
///
/// # Errors
/// `not-authenticated`, `not-permitted`, `unknown-address`, `unknown-resource`.
#[utoipa::path(
    get,
    path = "/admin/v1/{kind}/{id}",
    responses((status = 200, description = "The entry", body = Object)),
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    _: Administrator,
    Entry(entry): Entry,
) -> Result<Response, Refused> {
    let (setup, version) = now(&state.floor).await?;
    entry_answer(StatusCode::OK, &entry, &setup, version)
}
