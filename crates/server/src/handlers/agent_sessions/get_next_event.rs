use std::time::Duration;

use axum::{
    Json,
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use cordboard_protocol::{agent_session::WaitForEvents, problem::ProblemType};

use crate::{
    floor::PollAnswer,
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
    wire,
};

/// The longest that a poll is parked; also when it does not say.
const LONGEST: Duration = Duration::from_mins(1);

/// Waits for the agent session's next events.
///
/// # Shape
/// `{"sessionId":"kX3…","events":[…]}`, or 304 when none came.
///
/// # Units
/// `timeout` whole seconds, 0 to 60.
///
/// # Errors
/// `bad-value`, `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` E1 to E8.
#[utoipa::path(
    get,
    path = "agent-sessions/{sessionId}/get-next-event",
    params(WaitForEvents),
    responses(
        (status = 200, description = "Events that wait, or that have come", body = cordboard_protocol::events::NextEvents),
        (status = 304, description = "None came within the time"),
    ),
)]
pub(crate) async fn get_next_event(
    State(state): State<AppState>,
    session: AgentSession,
    RawQuery(query): RawQuery,
) -> Result<Response, Refused> {
    let wait: WaitForEvents = Params::of_query(query.as_deref())?.read()?;
    let timeout = timeout(wait.timeout.as_deref())?;
    let AgentSession { agent, id } = session;
    match state.floor.poll(agent, id, timeout).await? {
        PollAnswer::Events { events, next } => {
            Ok(Json(wire::event::next_events(id.key, next, &events, &state.config.listen.node))
                .into_response())
        }
        PollAnswer::Nothing => Ok(StatusCode::NOT_MODIFIED.into_response()),
        PollAnswer::Gone => Err(ProblemType::AgentSessionEnded.into()),
        PollAnswer::Unknown => Err(ProblemType::UnknownAgentSession.into()),
    }
}

fn timeout(text: Option<&str>) -> Result<Duration, Refused> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(LONGEST);
    };
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match text.parse::<f64>() {
        Ok(seconds) if is_number => {
            Ok(Duration::from_secs_f64(seconds.floor().min(LONGEST.as_secs_f64())))
        }
        Ok(_) | Err(_) => Err(Refused::bad_value("timeout: expected seconds from 0 to 60")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e1_the_time_out_is_at_most_60_seconds() {
        for (text, seconds) in [
            (None, 60),
            (Some(""), 60),
            (Some("0"), 0),
            (Some("30"), 30),
            (Some("2.9"), 2),
            (Some("61"), 60),
            (Some("99999999999999999999999999"), 60),
        ] {
            assert_eq!(timeout(text), Ok(Duration::from_secs(seconds)), "{text:?}");
        }
        for text in ["-1", "x", "1e3", "inf", "NaN", "1,5", "."] {
            assert!(timeout(Some(text)).is_err(), "{text}");
        }
    }
}
