//! The calls that an agent makes, and what is done with two of them.

mod conference_calls;
mod consult_agent;
mod dial_agent;
mod dial_phone;
mod dial_skill;
mod send_dtmf;
mod transfer_calls;

use axum::http::StatusCode;
use cordboard_acd::{
    ContactId,
    command::{AgentCommand, Destination, Dial},
};

pub(crate) use conference_calls::*;
pub(crate) use consult_agent::*;
pub(crate) use dial_agent::*;
pub(crate) use dial_phone::*;
pub(crate) use dial_skill::*;
pub(crate) use send_dtmf::*;
pub(crate) use transfer_calls::*;

use crate::{http::AgentSession, problem::Refused, state::AppState};

/// Calls: 202, its outcome comes as events.
async fn call(
    state: &AppState,
    session: AgentSession,
    to: Destination,
    parent: Option<u64>,
) -> Result<StatusCode, Refused> {
    let dial = Dial { to, skill: None, parent: parent_of(parent) };
    super::agent_sessions::command(state, session, AgentCommand::Dial(dial)).await
}

/// 0 names no contact, as where clients have none.
fn parent_of(contact: Option<u64>) -> Option<ContactId> {
    contact.filter(|contact| *contact != 0).map(ContactId)
}
