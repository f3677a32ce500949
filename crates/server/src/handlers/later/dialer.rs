use axum::{extract::State, http::StatusCode};

use crate::{http::AgentSession, problem::Refused, state::AppState};

/// Works for a dialer's skill, or no longer. It comes in a later version.
///
/// # Errors
/// `not-implemented`, `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 3.
#[utoipa::path(post, path = "agent-sessions/{sessionId}/dialer-login", responses())]
pub(crate) async fn dialer(
    State(state): State<AppState>,
    session: AgentSession,
) -> Result<StatusCode, Refused> {
    super::within(&state, session, "the dialer comes").await
}
