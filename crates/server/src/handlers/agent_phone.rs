//! The agent's own phone.

mod dial;
mod end;
mod mute;
mod unmute;

use axum::http::StatusCode;
use cordboard_acd::command::{AgentCommand, PhoneCommand};

pub(crate) use dial::*;
pub(crate) use end::*;
pub(crate) use mute::*;
pub(crate) use unmute::*;

use crate::{http::AgentSession, problem::Refused, state::AppState};

/// Gives a command to the agent's phone: 202, its outcome comes as an event.
async fn command(
    state: &AppState,
    session: AgentSession,
    command: PhoneCommand,
) -> Result<StatusCode, Refused> {
    super::agent_sessions::command(state, session, AgentCommand::Phone(command)).await
}
