//! The commands on one contact.

mod accept;
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

pub(crate) use accept::accept;
pub(crate) use end::end;
pub(crate) use hold::hold;
pub(crate) use mask::mask;
pub(crate) use record::record;
pub(crate) use reject::reject;
pub(crate) use resume::resume;
pub(crate) use set_disposition::set_disposition;
pub(crate) use unmask::unmask;

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
