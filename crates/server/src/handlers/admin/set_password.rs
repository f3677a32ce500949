use axum::{extract::State, http::StatusCode};
use cordboard_acd::{Actor, Change, credential::Holder};
use cordboard_protocol::{admin::NewPassword, problem::ProblemType};

use crate::{
    administration::hashed,
    config::{EntryName, written},
    http::{Administrator, Entry, JsonBody},
    problem::Refused,
    state::AppState,
};

use super::{change, now};

/// Sets a password.
///
/// Whoever has logged in with the one before has to log in anew; an agent session goes on.
///
/// # Errors
/// `bad-value` when it is no good password, `unknown-resource`.
#[utoipa::path(
    put,
    path = "/admin/v1/{kind}/{id}/password",
    request_body = NewPassword,
    responses((status = 204, description = "It holds")),
)]
pub(crate) async fn set_password(
    State(state): State<AppState>,
    Administrator(by): Administrator,
    Entry(entry): Entry,
    JsonBody(new): JsonBody<NewPassword>,
) -> Result<StatusCode, Refused> {
    let of = match &entry {
        EntryName::Agent(agent) => Holder::Agent(*agent),
        EntryName::Administrator(login) => Holder::Administrator(login.clone()),
        EntryName::BusinessUnit
        | EntryName::Team(_)
        | EntryName::UnavailableCode(_)
        | EntryName::Disposition(_)
        | EntryName::Skill(_)
        | EntryName::Page(_)
        | EntryName::AddressBook(_)
        | EntryName::AddressBookEntry(_)
        | EntryName::Indicator(_)
        | EntryName::Message(_)
        | EntryName::Tag(_) => return Err(ProblemType::UnknownAddress.into()),
    };
    let (setup, _) = now(&state.floor).await?;
    if written(&entry, &setup).is_none() {
        return Err(ProblemType::UnknownResource.into());
    }
    let hash = hashed(&state.passwords, &of, new.password).await?;
    change(&state.floor, Actor::Administrator(by), None, |_| {
        Ok(vec![Change::Password { of: of.clone(), hash: hash.clone() }])
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
