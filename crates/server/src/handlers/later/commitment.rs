use axum::{extract::State, http::StatusCode};

use crate::{http::AgentSession, problem::Refused, state::AppState};

/// Asks something of a commitment to call back. It comes in a later version.
///
/// # Errors
/// `not-implemented`, `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/interactions/{callbackId}/dial",
    responses()
)]
pub(crate) async fn commitment(
    State(state): State<AppState>,
    session: AgentSession,
) -> Result<StatusCode, Refused> {
    super::within(&state, session, "commitments to call back come").await
}
