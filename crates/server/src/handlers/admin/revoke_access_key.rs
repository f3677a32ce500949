use axum::{extract::State, http::StatusCode};
use cordboard_acd::{AccessKeyId, Actor, Change};

use crate::{
    http::{Administrator, Path},
    problem::Refused,
    state::AppState,
};

use super::change;

/// Revokes an access key. What was signed in with it ends at once.
///
/// # Errors
/// `unknown-resource`.
#[utoipa::path(
    delete,
    path = "/admin/v1/access-keys/{accessKeyId}",
    responses((status = 204, description = "It does not hold any more")),
)]
pub(crate) async fn revoke_access_key(
    State(state): State<AppState>,
    Administrator(by): Administrator,
    Path(id): Path,
) -> Result<StatusCode, Refused> {
    change(&state.floor, Actor::Administrator(by), None, |_| {
        Ok(vec![Change::RemoveAccessKey(AccessKeyId(id.clone()))])
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
