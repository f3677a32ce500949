use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use cordboard_protocol::{
    desktop::{DesktopAgent, DesktopSettings},
    problem::ProblemType,
};

use crate::{fingerprint::fingerprint, http::Caller, problem::Refused, state::AppState, wire};

/// Reads who is logged in and which pages this agent sees. Whoever knows it already
/// (`If-None-Match`) gets 304.
#[utoipa::path(
    get,
    path = "/desktop/v1/settings",
    params(("If-None-Match" = Option<String>, Header, description = "The `ETag` of the settings that are known already")),
    responses(
        (status = 200, description = "The settings", body = DesktopSettings),
        (status = 304, description = "They are those of `If-None-Match`"),
    ),
)]
pub(crate) async fn settings(
    State(state): State<AppState>,
    Caller(caller): Caller,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let (agent, inspects_pages) = setup
        .agents
        .get(&caller)
        .map(|known| (wire::agent::agent(known, &setup), known.permissions.inspect_pages))
        .ok_or(ProblemType::UnknownResource)?;
    let mut settings = DesktopSettings {
        agent: DesktopAgent {
            agent_id: agent.agent_id,
            first_name: agent.first_name,
            last_name: agent.last_name,
            team_id: agent.team_id,
            team_name: agent.team_name,
            bus_no: setup.business_unit.number.0,
            inspects_pages,
        },
        pages: setup.pages_of(caller).into_iter().map(wire::page::entry).collect(),
        version: String::new(),
    };
    let text = serde_json::to_vec(&settings).unwrap_or_default();
    settings.version = fingerprint(&text);
    let tag = format!("\"{}\"", settings.version);
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == *tag);
    let tag = [(header::ETAG, tag)];
    Ok(if is_known {
        (StatusCode::NOT_MODIFIED, tag).into_response()
    } else {
        (tag, Json(settings)).into_response()
    })
}
