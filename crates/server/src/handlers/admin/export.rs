use axum::{
    extract::State,
    http::{HeaderName, header},
    response::IntoResponse,
};
use cordboard_protocol::problem::ProblemType;

use crate::{config, http::Administrator, problem::Refused, state::AppState};

use super::{etag, now};

const TOML: (HeaderName, &str) = (header::CONTENT_TYPE, "application/toml");

/// Gives the configuration in the form of `cordboard.toml`, without passwords.
///
/// # Errors
/// `not-authenticated`, `not-permitted`.
#[utoipa::path(
    get,
    path = "/admin/v1/export",
    responses((status = 200, description = "The file", body = String, content_type = "application/toml")),
)]
pub(crate) async fn export(
    State(state): State<AppState>,
    _: Administrator,
) -> Result<impl IntoResponse, Refused> {
    let (setup, version) = now(&state.floor).await?;
    let text = config::export(&setup).map_err(|error| {
        tracing::error!(%error, "the configuration could not be written as TOML");
        ProblemType::Internal
    })?;
    Ok(([etag(version)], [TOML], text))
}
