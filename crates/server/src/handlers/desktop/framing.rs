use axum::{Json, extract::State};
use cordboard_acd::setup::Page;
use cordboard_protocol::{
    desktop::{FramingVerdict, WantFraming},
    problem::ProblemType,
};
use url::Url;

use crate::{
    framing::without_variables,
    http::{Caller, Params},
    problem::Refused,
    state::AppState,
};

/// Says whether a page will be seen in a frame of the desktop, and why not: a browser cannot tell.
/// The server looks at the address's headers, at most once a minute.
///
/// # Errors
/// `bad-value`, `unknown-resource` for a page that the agent does not see.
///
/// # Source
/// `docs/page-protocol.md` P4.
#[utoipa::path(
    get,
    path = "/desktop/v1/framing",
    params(WantFraming),
    responses((status = 200, description = "What the server has found", body = FramingVerdict)),
)]
pub(crate) async fn framing(
    State(state): State<AppState>,
    Caller(agent): Caller,
    params: Params,
) -> Result<Json<FramingVerdict>, Refused> {
    let WantFraming { page_id, address } = params.read()?;
    let setup = state.setup();
    let pages = setup.pages_of(agent);
    let page = pages.into_iter().find(|page| page.id.0 == page_id);
    let page = page.ok_or(ProblemType::UnknownResource)?;
    let address = match address {
        None => without_variables(&page.url),
        Some(popped) => Some(popped_address(&popped, page)?),
    };
    let address = address.ok_or_else(|| Refused::bad_value("the page has no address"))?;
    Ok(Json(state.framing.look(&address, &page.frame_origins).await))
}

/// What an event pops may name a customer after the path; that goes nowhere but to the page itself.
fn popped_address(text: &str, page: &Page) -> Result<Url, Refused> {
    let wrong = |_| Refused::bad_value("address: not a whole address");
    let mut url = Url::parse(text).map_err(wrong)?;
    let origin = url.origin().ascii_serialization();
    // Else the server would look wherever an agent sends it.
    if !page.frame_origins.contains(&origin) {
        return Err(Refused::bad_value("address: its origin is not among the page's"));
    }
    url.set_query(None);
    url.set_fragment(None);
    Ok(url)
}
