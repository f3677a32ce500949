//! Agent sessions: start, join, read, end, state, events.

mod continue_reskill;
mod end;
mod get;
mod get_next_event;
mod join;
mod keep_alive;
mod set_state;
mod start;
mod submit_feedback;

use axum::http::StatusCode;
use cordboard_acd::{Command, command::AgentCommand};

pub(crate) use continue_reskill::*;
pub(crate) use end::*;
pub(crate) use get::*;
pub(crate) use get_next_event::*;
pub(crate) use join::*;
pub(crate) use keep_alive::*;
pub(crate) use set_state::*;
pub(crate) use start::*;
pub(crate) use submit_feedback::*;

use crate::{http::AgentSession, problem::Refused, state::AppState};

/// Gives a command within an agent session: 202, its outcome comes as an event.
pub(super) async fn command(
    state: &AppState,
    session: AgentSession,
    command: AgentCommand,
) -> Result<StatusCode, Refused> {
    let command = Command::Agent { agent: session.agent, key: session.id.key, command };
    state.floor.command(command, |_, _| ()).await?;
    Ok(StatusCode::ACCEPTED)
}
