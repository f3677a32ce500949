use std::collections::BTreeSet;

use axum::{Json, extract::State, http::StatusCode};
use cordboard_acd::{Command, EventNumber, command::AgentCommand};
use cordboard_protocol::{
    desktop::{PageToken, WantPageToken},
    problem::ProblemType,
};

use crate::{
    floor::FloorError,
    http::{Caller, Params},
    page_tokens::LONGEST_PAGE_NAME,
    problem::Refused,
    session_id::SessionId,
    state::AppState,
};

/// Makes a session id for an embedded page: `POST /desktop/v1/page-tokens`. The same page gets the
/// same while the agent session lasts.
///
/// # Errors
/// `unknown-agent-session`, `agent-session-ended`, `too-many-attempts`.
///
/// # Source
/// `docs/page-protocol.md` P27.
pub(crate) async fn want_page_token(
    State(state): State<AppState>,
    Caller(agent): Caller,
    params: Params,
) -> Result<(StatusCode, Json<PageToken>), Refused> {
    let want: WantPageToken = params.read()?;
    if want.page.is_empty() || want.page.len() > LONGEST_PAGE_NAME {
        return Err(Refused::bad_value("page: expected a name of at most 200 bytes"));
    }
    let id = SessionId::read(&want.session_id).ok_or(ProblemType::UnknownAgentSession)?;
    let mut issued = state.page_tokens.issued.lock().await;
    let (session, living) = state
        .floor
        .read(move |floor| {
            let session = floor.find_session(agent, &id.key).map(|session| session.id);
            let living: BTreeSet<_> = floor.sessions().map(|session| session.id).collect();
            (session, living)
        })
        .await?;
    let session = session.map_err(FloorError::Refused)?;
    issued.retain(|session, _| living.contains(session));
    let known = issued.get(&session).and_then(|pages| pages.get(&want.page)).copied();
    let known = match known {
        Some(key) => {
            let holds = move |floor: &cordboard_acd::Floor| floor.find_session(agent, &key).is_ok();
            state.floor.read(holds).await?.then_some(key)
        }
        None => None,
    };
    let key = if let Some(key) = known {
        key
    } else {
        let token = state.random.session_key()?;
        let command = AgentCommand::IssuePageToken { token };
        let command = Command::Agent { agent, key: id.key, command };
        state.floor.command(command, |_, _| ()).await?;
        issued.entry(session).or_default().insert(want.page, token);
        token
    };
    let session_token = SessionId { key, received: EventNumber(0) }.text();
    Ok((StatusCode::CREATED, Json(PageToken { session_token })))
}
