//! Which administrator calls, and which entry the path names.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use cordboard_acd::credential::Holder;
use cordboard_protocol::problem::ProblemType;

use crate::{
    config::{EntryName, Kind},
    problem::Refused,
    state::AppState,
};

use super::caller::{bearer, path_param};

/// The administrator of the bearer token, by login in lower case.
///
/// The token is refused once the administrator is gone or has another password.
#[derive(Debug, Clone)]
pub(crate) struct Administrator(pub(crate) String);

impl FromRequestParts<AppState> for Administrator {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refused> {
        let holder = state.tokens.judge_administrator(bearer(parts)?)?;
        let of = Holder::Administrator(holder.login.clone());
        let set_at =
            state.floor.read(move |floor| floor.credential(&of).map(|known| known.set_at)).await?;
        let known = state.setup().administrators.contains_key(&holder.login);
        if known && set_at == Some(holder.password_set_at) {
            return Ok(Self(holder.login));
        }
        let detail = "the administrator is gone or has another password by now: log in again";
        Err(Refused::because(ProblemType::NotAuthenticated, detail))
    }
}

/// The entry that the path names. Whether there is one says the configuration.
#[derive(Debug, Clone)]
pub(crate) struct Entry(pub(crate) EntryName);

impl FromRequestParts<AppState> for Entry {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Refused> {
        let kind = Kind::from_parts(parts).await?;
        let name = path_param(parts, "id", |id| kind.name(id)).await;
        // A business unit has no id in the path.
        let name = name.or_else(|| (kind == Kind::BusinessUnit).then_some(EntryName::BusinessUnit));
        name.map(Self).ok_or_else(|| ProblemType::UnknownResource.into())
    }
}

impl Kind {
    async fn from_parts(parts: &mut Parts) -> Result<Self, Refused> {
        match path_param(parts, "kind", |kind| Some(Self::of_plural(kind))).await {
            Some(kind) => kind.ok_or_else(|| ProblemType::UnknownAddress.into()),
            // There is one business unit, with an address of its own.
            None => Ok(Self::BusinessUnit),
        }
    }
}

impl FromRequestParts<AppState> for Kind {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Refused> {
        Self::from_parts(parts).await
    }
}

/// The version of the configuration that the caller has read, from `If-Match`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IfMatch(pub(crate) Option<u64>);

impl FromRequestParts<AppState> for IfMatch {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Refused> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else { return Ok(Self(None)) };
        let text = value.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let version = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let version = version.and_then(|version| version.parse().ok());
        let wrong = || Refused::bad_value("If-Match is not an ETag of the configuration");
        version.map(|version| Self(Some(version))).ok_or_else(wrong)
    }
}
