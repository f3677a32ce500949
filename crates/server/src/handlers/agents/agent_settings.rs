use axum::{Json, extract::State};
use cordboard_protocol::agent::AgentSettings;

use crate::{
    http::{Caller, Path},
    problem::Refused,
    state::AppState,
};

/// Reads the settings of an agent's desktop.
///
/// # Errors
/// `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/{agentId}/agent-settings",
    responses((status = 200, description = "The settings", body = AgentSettings)),
)]
pub(crate) async fn agent_settings(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(agent): Path,
) -> Result<Json<AgentSettings>, Refused> {
    let setup = state.setup();
    super::own(&setup, caller, &agent)?;
    Ok(Json(AgentSettings {
        web_rtc_type: String::new(),
        web_rtc_wss_urls: Vec::new(),
        web_rtc_server_domain: String::new(),
        web_rtc_ice_urls: Vec::new(),
        web_rtc_dnis: String::new(),
        persistent_panels: Vec::new(),
        max_conference_parties: setup.business_unit.max_conference_parties.into(),
        delete_commitment_string: String::new(),
    }))
}
