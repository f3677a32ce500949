use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use cordboard_acd::DispositionId;
use cordboard_protocol::{disposition::Dispositions, list::ListParameters};

use crate::{
    http::{Caller, ListWanted, Path},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads a skill's dispositions; 204 when it has none.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "skills/{skillId}/dispositions",
    params(ListParameters),
    responses(
        (status = 200, description = "The dispositions", body = Dispositions),
        (status = 204, description = "The skill has none"),
    ),
)]
pub(crate) async fn dispositions(
    State(state): State<AppState>,
    _: Caller,
    Path(skill): Path,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let skill = super::by_path(&setup, &skill)?;
    let Some(all) = wire::skill::dispositions(skill, &setup) else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let set_at = wanted.set_at(&state).await?;
    let all = all.dispositions.into_iter().filter(|it| {
        wanted.wants_changed_at(set_at.dispositions.get(&DispositionId(it.disposition_id)).copied())
    });
    let listed = wanted.of(all, |it| it.disposition_name.clone())?;
    wanted.answer(Dispositions { dispositions: listed.rows }, "/dispositions")
}
