use axum::{extract::State, http::StatusCode};

use crate::{http::AgentSession, problem::Refused, state::AppState};

/// Asks something of an email. It comes in a later version.
///
/// # Errors
/// `not-implemented`, `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(post, path = "agent-sessions/{sessionId}/interactions/email-outbound", responses())]
pub(crate) async fn email(
    State(state): State<AppState>,
    session: AgentSession,
) -> Result<StatusCode, Refused> {
    super::within(&state, session, "emails come").await
}
