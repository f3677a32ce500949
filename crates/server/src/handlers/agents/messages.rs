use axum::{extract::State, response::Response};
use cordboard_acd::MessageId;
use cordboard_protocol::{list::ListParameters, message::Messages};

use crate::{
    http::{Caller, ListWanted, Path},
    problem::Refused,
    state::AppState,
    wire,
};

/// Reads the messages for an agent that hold now. An event tells when they change; one that
/// holds no longer is not there any more.
///
/// # Errors
/// `bad-value`, `unknown-resource`.
///
/// # Source
/// `docs/agent-api.md` section 6.
#[utoipa::path(
    get,
    path = "agents/{agentId}/messages",
    params(ListParameters),
    responses((status = 200, description = "The messages", body = Messages)),
)]
pub(crate) async fn messages(
    State(state): State<AppState>,
    Caller(caller): Caller,
    Path(agent): Path,
    wanted: ListWanted,
) -> Result<Response, Refused> {
    let setup = state.setup();
    let agent = super::own(&setup, caller, &agent)?;
    let set_at = wanted.set_at(&state).await?;
    let messages = wire::messages(agent, &setup, state.clock.now()).filter(|it| {
        wanted.wants_changed_at(set_at.messages.get(&MessageId(it.message_id)).copied())
    });
    let listed = wanted.of(messages, |message| message.subject.clone())?;
    wanted.answer(Messages { messages: listed.rows }, "/messages")
}
