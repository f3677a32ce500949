use axum::{Json, extract::State, http::StatusCode};
use cordboard_acd::{Command, EventNumber, Private, setup::Station};
use cordboard_protocol::agent_session::{AgentSessionStarted, StartAgentSession};

use crate::{
    http::{Caller, Params, flag},
    problem::Refused,
    session_id::SessionId,
    state::AppState,
};

/// Starts an agent session.
///
/// # Errors
/// `agent-session-exists` when the agent has one already: join it.
///
/// # Source
/// `docs/agent-api.md` section 3, A4, E7.
#[utoipa::path(
    post,
    path = "agent-sessions",
    request_body = StartAgentSession,
    responses((status = 202, description = "It begins", body = AgentSessionStarted)),
)]
pub(crate) async fn start(
    State(state): State<AppState>,
    Caller(agent): Caller,
    params: Params,
) -> Result<(StatusCode, Json<AgentSessionStarted>), Refused> {
    let start: StartAgentSession = params.read()?;
    let key = state.random.session_key()?;
    let inactivity_timeout_s = match start.inactivity_timeout {
        Some(seconds) => Some(u32::try_from(seconds).map_err(|_| {
            Refused::bad_value("inactivityTimeout: more seconds than there will be")
        })?),
        None => None,
    };
    let command = Command::StartAgentSession {
        agent,
        key,
        station: station(&start),
        inactivity_timeout_s,
        inactivity_force_logout: flag(
            "inactivityForceLogout",
            start.inactivity_force_logout.as_ref(),
        )?,
    };
    state.floor.command(command, |_, _| ()).await?;
    let id = SessionId { key, received: EventNumber(0) };
    Ok((StatusCode::ACCEPTED, Json(AgentSessionStarted { session_id: id.text() })))
}

/// The station of the log-in; `None` when it names none.
fn station(start: &StartAgentSession) -> Option<Station> {
    let given = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let (id, phone_number) = (given(&start.station_id), given(&start.station_phone_number));
    (!id.is_empty() || !phone_number.is_empty()).then(|| Station {
        id,
        phone_number: Private::new(phone_number),
        caller_id: Private::default(),
    })
}
