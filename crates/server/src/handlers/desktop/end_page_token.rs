use axum::{extract::State, http::StatusCode};
use cordboard_acd::command::AgentCommand;

use crate::{http::AgentSession, problem::Refused, state::AppState};

/// Ends an embedded page's session id.
///
/// # Errors
/// `unknown-agent-session`, `agent-session-ended`.
///
/// # Source
/// `docs/page-protocol.md` P27.
#[utoipa::path(
    delete,
    path = "/desktop/v1/page-tokens/{sessionId}",
    responses((status = 204, description = "It holds no longer")),
)]
pub(crate) async fn end_page_token(
    State(state): State<AppState>,
    session: AgentSession,
) -> Result<StatusCode, Refused> {
    let token = session.id.key;
    let command = AgentCommand::RevokePageToken { token };
    crate::handlers::agent_sessions::command(&state, session, command).await?;
    Ok(StatusCode::NO_CONTENT)
}
