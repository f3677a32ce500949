use axum::{Json, extract::State, response::IntoResponse};

use crate::{
    config::{Kind, names, written},
    http::Administrator,
    problem::Refused,
    state::AppState,
};

use super::{etag, now};

/// Lists the entries of a kind, in the order to show them.
///
/// # Errors
/// `not-authenticated`, `not-permitted`, `unknown-address`.
#[utoipa::path(
    get,
    path = "/admin/v1/{kind}",
    responses((status = 200, description = "The entries", body = Vec<Object>)),
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    _: Administrator,
    kind: Kind,
) -> Result<impl IntoResponse, Refused> {
    let (setup, version) = now(&state.floor).await?;
    let entries: Vec<_> =
        names(kind, &setup).iter().filter_map(|name| written(name, &setup)).collect();
    Ok(([etag(version)], Json(entries)))
}
