use axum::{Json, extract::State, http::StatusCode};
use cordboard_acd::{
    AgentId, Command, EventNumber,
    command::AgentCommand,
    setup::{Grant, Page},
};
use cordboard_protocol::{
    desktop::{PageToken, WantPageToken},
    problem::ProblemType,
};

use crate::{
    http::{Caller, Params},
    problem::Refused,
    session_id::SessionId,
    state::AppState,
};

/// Makes a session id for an embedded page. The same page gets the same while the agent session
/// lasts.
///
/// # Errors
/// `bad-value`, `not-permitted` without the grant, `unknown-agent-session`, `agent-session-ended`,
/// `too-many-attempts`.
///
/// # Source
/// `docs/page-protocol.md` P27.
#[utoipa::path(
    post,
    path = "/desktop/v1/page-tokens",
    request_body = WantPageToken,
    responses((status = 201, description = "The id", body = PageToken)),
)]
pub(crate) async fn want_page_token(
    State(state): State<AppState>,
    Caller(agent): Caller,
    params: Params,
) -> Result<(StatusCode, Json<PageToken>), Refused> {
    let WantPageToken { session_id, page, page_id } = params.read()?;
    if page.is_empty() {
        return Err(Refused::bad_value("page: expected a name of at most 200 bytes"));
    }
    if !has_grant(&state, agent, &page_id) {
        return Err(ProblemType::NotPermitted.into());
    }
    let id = SessionId::read(&session_id).ok_or(ProblemType::UnknownAgentSession)?;
    let token = state.random.session_key()?;
    let command = AgentCommand::IssuePageToken { token, page: page.clone() };
    let command = Command::Agent { agent, key: id.key, command };
    let its = state.floor.command(command, move |floor, _| floor.page_token(&id.key, &page));
    let key = its.await?.ok_or(ProblemType::Internal)?;
    let session_token = SessionId { key, received: EventNumber(0) }.text();
    Ok((StatusCode::CREATED, Json(PageToken { session_token })))
}

/// Whether the agent sees a page of this entry that may have a token. The desktop has looked
/// already; whoever else asks is not believed.
fn has_grant(state: &AppState, agent: AgentId, page_id: &str) -> bool {
    let granted = |page: &&Page| page.id.0 == page_id && page.grants.contains(&Grant::SessionToken);
    state.setup().pages_of(agent).iter().any(granted)
}
