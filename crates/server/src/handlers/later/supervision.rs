use axum::{extract::State, http::StatusCode};

use crate::{http::AgentSession, problem::Refused, state::AppState};

/// Listens to another agent, or takes part. It comes in a later version.
///
/// # Errors
/// `not-implemented`, `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(post, path = "agent-sessions/{sessionId}/monitor", responses())]
pub(crate) async fn supervision(
    State(state): State<AppState>,
    session: AgentSession,
) -> Result<StatusCode, Refused> {
    super::within(&state, session, "supervision comes").await
}
