//! The commands on one contact, and contacts as their agent reads them.

mod accept;
mod accept_consult;
mod activate;
mod active;
mod completed;
mod custom_data;
mod end;
mod get;
mod hold;
mod mask;
mod record;
mod reject;
mod resume;
mod set_disposition;
mod snooze;
mod unmask;

use axum::http::StatusCode;
use cordboard_acd::{
    ContactState, Refusal,
    command::{AgentCommand, ContactCommand},
};

pub(crate) use accept::*;
pub(crate) use accept_consult::*;
pub(crate) use activate::*;
pub(crate) use active::*;
pub(crate) use completed::*;
pub(crate) use custom_data::*;
pub(crate) use end::*;
pub(crate) use get::*;
pub(crate) use hold::*;
pub(crate) use mask::*;
pub(crate) use record::*;
pub(crate) use reject::*;
pub(crate) use resume::*;
pub(crate) use set_disposition::*;
pub(crate) use snooze::*;
pub(crate) use unmask::*;

use crate::{floor::FloorError, http::InContact, problem::Refused, state::AppState};

/// Gives a command on a contact: 202, its outcome comes as an event.
async fn command(
    state: &AppState,
    target: InContact,
    command: ContactCommand,
) -> Result<StatusCode, Refused> {
    let command = AgentCommand::Contact { contact: target.contact, command };
    super::agent_sessions::command(state, target.session, command).await
}

/// Says how a contact of the agent session stands.
async fn state_of(state: &AppState, target: InContact) -> Result<ContactState, Refused> {
    let (agent, id, contact) = (target.session.agent, target.session.id, target.contact);
    let found = state.floor.read(move |floor| {
        let session = floor.find_session(agent, &id.key)?;
        let own = session.contacts.contains(&contact).then(|| floor.contact(contact)).flatten();
        own.map(|contact| contact.state.clone()).ok_or(Refusal::UnknownContact)
    });
    Ok(found.await?.map_err(FloorError::Refused)?)
}
