//! The commands on one contact.

mod accept;
mod accept_consult;
mod custom_data;
mod end;
mod hold;
mod mask;
mod record;
mod reject;
mod resume;
mod set_disposition;
mod unmask;

use axum::http::StatusCode;
use cordboard_acd::command::{AgentCommand, ContactCommand};

pub(crate) use accept::*;
pub(crate) use accept_consult::*;
pub(crate) use custom_data::*;
pub(crate) use end::*;
pub(crate) use hold::*;
pub(crate) use mask::*;
pub(crate) use record::*;
pub(crate) use reject::*;
pub(crate) use resume::*;
pub(crate) use set_disposition::*;
pub(crate) use unmask::*;

use crate::{http::InContact, problem::Refused, state::AppState};

/// Gives a command on a contact: 202, its outcome comes as an event.
async fn command(
    state: &AppState,
    target: InContact,
    command: ContactCommand,
) -> Result<StatusCode, Refused> {
    let command = AgentCommand::Contact { contact: target.contact, command };
    super::agent_sessions::command(state, target.session, command).await
}
