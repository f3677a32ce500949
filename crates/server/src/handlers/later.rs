//! What the agent API has and a later version brings: 501, with what is missing in words.
//!
//! One handler stands for all commands of a channel; `router.rs` lists their paths. A token and an
//! agent session are judged as ever, so that a client hears first what is wrong with those.

mod chat;
mod commitment;
mod commitments;
mod dialer;
mod digital_contact;
mod email;
mod supervision;
mod voicemail;
mod work_item;

use axum::http::StatusCode;
use cordboard_protocol::problem::ProblemType;

pub(crate) use chat::*;
pub(crate) use commitment::*;
pub(crate) use commitments::*;
pub(crate) use dialer::*;
pub(crate) use digital_contact::*;
pub(crate) use email::*;
pub(crate) use supervision::*;
pub(crate) use voicemail::*;
pub(crate) use work_item::*;

use crate::{floor::FloorError, http::AgentSession, problem::Refused, state::AppState};

/// Refuses a command within an agent session, if there is that session.
async fn within(
    state: &AppState,
    session: AgentSession,
    what: &str,
) -> Result<StatusCode, Refused> {
    let AgentSession { agent, id } = session;
    let found = state.floor.read(move |floor| floor.find_session(agent, &id.key).map(|_| ()));
    found.await?.map_err(FloorError::Refused)?;
    Err(later(what))
}

/// Says what comes later.
fn later(what: &str) -> Refused {
    Refused::because(ProblemType::NotImplemented, format!("{what} in a later version"))
}
