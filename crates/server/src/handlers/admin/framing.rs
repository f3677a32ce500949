use axum::{Json, extract::State};
use cordboard_protocol::{desktop::FramingVerdict, problem::ProblemType};

use crate::{
    config::EntryName,
    framing::without_variables,
    http::{Administrator, Entry},
    problem::Refused,
    state::AppState,
};

/// Says whether a page will be seen in a frame of the desktop, and why not. The server looks at
/// its address's headers, with its variables left empty, at most once a minute.
///
/// # Errors
/// `unknown-address`, `unknown-resource`.
#[utoipa::path(
    get,
    path = "/admin/v1/{kind}/{id}/framing",
    responses((status = 200, description = "What the server has found", body = FramingVerdict)),
)]
pub(crate) async fn framing(
    State(state): State<AppState>,
    Administrator(_): Administrator,
    Entry(entry): Entry,
) -> Result<Json<FramingVerdict>, Refused> {
    let EntryName::Page(id) = entry else { return Err(ProblemType::UnknownAddress.into()) };
    let setup = state.setup();
    let page = setup.pages.get(&id).ok_or(ProblemType::UnknownResource)?;
    let address = without_variables(&page.url).ok_or(ProblemType::UnknownResource)?;
    Ok(Json(state.framing.look(&address, &page.frame_origins).await))
}
