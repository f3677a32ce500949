use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::{http::Caller, problem::Refused, state::AppState, wire};

/// Reads a skill's dispositions; 204 when it has none.
///
/// # Errors
/// `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "skills/{skillId}/dispositions",
    responses(
        (status = 200, description = "The dispositions", body = cordboard_protocol::disposition::Dispositions),
        (status = 204, description = "The skill has none"),
    ),
)]
pub(crate) async fn dispositions(
    State(state): State<AppState>,
    _: Caller,
    Path(skill): Path<String>,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let skill = super::by_path(&setup, &skill)?;
    Ok(match wire::skill::dispositions(skill, &setup) {
        Some(dispositions) => Json(dispositions).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}
