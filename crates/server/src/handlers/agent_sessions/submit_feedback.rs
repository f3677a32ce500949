use axum::{extract::State, http::StatusCode};
use cordboard_acd::{Private, command::AgentCommand};

use crate::{
    http::{AgentSession, Params},
    problem::Refused,
    state::AppState,
};

/// Keeps what an agent says of the work with the desktop, in whatever keys the client has for it, at
/// most 8,000 characters.
///
/// # Errors
/// `bad-value`, `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 3.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/submit-feedback",
    request_body = serde_json::Value,
    responses((status = 202, description = "Kept")),
)]
pub(crate) async fn submit_feedback(
    State(state): State<AppState>,
    session: AgentSession,
    params: Params,
) -> Result<StatusCode, Refused> {
    let feedback = Private::new(params.text());
    super::command(&state, session, AgentCommand::SubmitFeedback(feedback)).await
}
