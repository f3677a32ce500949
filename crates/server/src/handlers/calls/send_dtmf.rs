use axum::{extract::State, http::StatusCode};
use cordboard_acd::{
    Private,
    command::{AgentCommand, Tones},
};
use cordboard_protocol::dtmf::SendDtmf;

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// What telephones send where nobody says.
const USUAL_MS: u64 = 100;

/// Sends tones into the call that is up.
///
/// # Units
/// `toneDurationMS` 40 to 5,000 and `toneSpacingMS` 20 to 5,000 milliseconds; 100 where nothing is
/// said.
///
/// # Errors
/// `bad-value`, `not-in-this-state` when no call is up.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/send-dtmf",
    request_body = SendDtmf,
    responses((status = 202, description = "Taken; the outcome comes as an event")),
)]
pub(crate) async fn send_dtmf(
    State(state): State<AppState>,
    session: AgentSession,
    params: Params,
) -> Result<StatusCode, Refused> {
    let wanted: SendDtmf = params.read()?;
    let ms = |wanted: Option<u64>| u32::try_from(wanted.unwrap_or(USUAL_MS)).unwrap_or(u32::MAX);
    let tones = Tones {
        tones: Private::new(wanted.dtmf_sequence.unwrap_or_default()),
        tone_ms: ms(wanted.tone_duration_ms),
        gap_ms: ms(wanted.tone_spacing_ms),
    };
    super::super::agent_sessions::command(&state, session, AgentCommand::SendTones(tones)).await
}
