use axum::{extract::State, http::StatusCode};

use crate::{http::AgentSession, problem::Refused, state::AppState};

/// Asks for one more contact that is no call. It comes in a later version.
///
/// # Errors
/// `not-implemented`, `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/agent-api.md` section 3.
#[utoipa::path(post, path = "agent-sessions/{sessionId}/add-contact", responses())]
pub(crate) async fn digital_contact(
    State(state): State<AppState>,
    session: AgentSession,
) -> Result<StatusCode, Refused> {
    super::within(&state, session, "chats, emails and work items come").await
}
