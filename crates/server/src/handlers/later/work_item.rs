use axum::{extract::State, http::StatusCode};

use crate::{http::AgentSession, problem::Refused, state::AppState};

/// Asks something of a work item. It comes in a later version.
///
/// # Errors
/// `not-implemented`, `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[utoipa::path(
    post,
    path = "agent-sessions/{sessionId}/interactions/{contactId}/transfer-work-item-to-agent",
    responses()
)]
pub(crate) async fn work_item(
    State(state): State<AppState>,
    session: AgentSession,
) -> Result<StatusCode, Refused> {
    super::within(&state, session, "work items come").await
}
