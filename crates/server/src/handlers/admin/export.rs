use axum::{
    extract::State,
    http::{HeaderName, header},
    response::IntoResponse,
};
use cordboard_protocol::problem::ProblemType;

use crate::{config, http::Administrator, problem::Refused, state::AppState};

use super::{etag, now};

const TOML: (HeaderName, &str) = (header::CONTENT_TYPE, "application/toml");

/// Gives the configuration in the form of `cordboard.toml`, without passwords:
/// `GET /admin/v1/export`.
///
/// # Errors
/// `not-authenticated`, `not-permitted`.
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
