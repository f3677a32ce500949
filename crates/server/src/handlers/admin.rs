//! The administration: what changes the floor's configuration, for administrators alone.
//!
//! Entries have the keys of the tables of `cordboard.toml`. Every change is a fact that names the
//! administrator who made it.

mod access_keys;
mod agent_sessions;
mod end_agent_session;
mod end_sign_in;
mod end_sign_ins;
mod export;
mod framing;
mod get;
mod import;
mod init;
mod list;
mod make_access_key;
mod past_contact;
mod past_contacts;
mod patch;
mod put;
mod remove;
mod revoke_access_key;
mod rotate_token_key;
mod set_password;
mod sign_ins;
mod token;

use std::sync::Arc;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use cordboard_acd::{Actor, Change, Command, Refusal, Setup};
use cordboard_protocol::problem::ProblemType;

use crate::{
    config::{ConfigError, EntryName, written},
    floor::{FloorError, FloorHandle},
    problem::Refused,
};

pub(crate) use access_keys::*;
pub(crate) use agent_sessions::*;
pub(crate) use end_agent_session::*;
pub(crate) use end_sign_in::*;
pub(crate) use end_sign_ins::*;
pub(crate) use export::*;
pub(crate) use framing::*;
pub(crate) use get::*;
pub(crate) use import::*;
pub(crate) use init::*;
pub(crate) use list::*;
pub(crate) use make_access_key::*;
pub(crate) use past_contact::*;
pub(crate) use past_contacts::*;
pub(crate) use patch::*;
pub(crate) use put::*;
pub(crate) use remove::*;
pub(crate) use revoke_access_key::*;
pub(crate) use rotate_token_key::*;
pub(crate) use set_password::*;
pub(crate) use sign_ins::*;
pub(crate) use token::*;

/// So often a change is tried again when another comes between its reading and its writing.
const MOST_TRIES: usize = 10;

/// The configuration before and after a change.
struct Changed {
    before: Arc<Setup>,
    after: Arc<Setup>,
    /// Of `after`.
    version: u64,
}

/// Changes the configuration that the caller has read, or, where the caller names none, as it is.
async fn change(
    floor: &FloorHandle,
    by: Actor,
    read: Option<u64>,
    make: impl Fn(&Setup) -> Result<Vec<Change>, Refused>,
) -> Result<Changed, Refused> {
    let mut tries = 0;
    loop {
        tries += 1;
        let (before, version) = now(floor).await?;
        if read.is_some_and(|read| read != version) {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let changes = make(&before)?;
        let command = Command::Change { by: by.clone(), expected: Some(version), changes };
        let done = floor
            .command(command, |floor, _| (Arc::clone(floor.setup()), floor.setup_version()))
            .await;
        match done {
            Ok((after, version)) => return Ok(Changed { before, after, version }),
            Err(FloorError::Refused(Refusal::ChangedMeanwhile))
                if read.is_none() && tries < MOST_TRIES => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Gives the configuration and its version.
async fn now(floor: &FloorHandle) -> Result<(Arc<Setup>, u64), Refused> {
    Ok(floor.read(|floor| (Arc::clone(floor.setup()), floor.setup_version())).await?)
}

/// Answers with an entry.
fn entry_answer(
    status: StatusCode,
    entry: &EntryName,
    setup: &Setup,
    version: u64,
) -> Result<Response, Refused> {
    let entry = written(entry, setup).ok_or(ProblemType::UnknownResource)?;
    Ok((status, [etag(version)], Json(entry)).into_response())
}

fn etag(version: u64) -> (header::HeaderName, HeaderValue) {
    // Digits and quotes are always a header's value.
    let value = HeaderValue::try_from(format!("\"{version}\""));
    (header::ETAG, value.unwrap_or(HeaderValue::from_static("\"\"")))
}

impl From<ConfigError> for Refused {
    fn from(error: ConfigError) -> Self {
        Self::bad_value(error.in_entry())
    }
}
