//! Access keys and sign-ins, as administrators see them.

use serde::{Deserialize, Serialize};

/// Makes an access key: `POST /admin/v1/agents/{id}/access-keys`.
///
/// # Shape
/// `{"name":"Reports"}`; `{}` will do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NewAccessKey {
    /// What it is for, at most 200 characters.
    pub name: String,
}

/// An access key that was made: the only time that its secret is shown.
///
/// # Shape
/// `{"access_key_id":"…","access_key_secret":"…"}`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MadeAccessKey {
    /// Names it.
    pub access_key_id: String,
    /// Proves that somebody has it; the server keeps its hash alone.
    pub access_key_secret: String,
}

impl std::fmt::Debug for MadeAccessKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MadeAccessKey").finish_non_exhaustive()
    }
}

/// An access key: `GET /admin/v1/access-keys`.
///
/// # Shape
/// `{"id":"…","agent":1,"name":"Reports","made_at":"2026-01-31T08:00:00.000Z","used_at":"…"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessKey {
    /// Names it.
    pub id: String,
    /// For whom its holder may work.
    pub agent: u64,
    /// What it is for.
    pub name: String,
    /// When it was made.
    pub made_at: String,
    /// When somebody last signed in with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<String>,
}

/// A sign-in that has not ended: `GET /admin/v1/sign-ins`.
///
/// # Shape
/// `{"id":7,"agent":1,"login":"ada","by":"access-key","access_key":"…","began_at":"2026-01-31T08:00:00.000Z","expires_at":"…"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// Its number.
    pub id: u64,
    /// Whose.
    pub agent: u64,
    /// What the agent logs in with.
    pub login: String,
    /// How it began.
    pub by: SignInBy,
    /// The access key that began it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_key: Option<String>,
    /// What the program calls itself that the log-in page gave a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// When it began; not known of sign-ins from earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began_at: Option<String>,
    /// When its tokens were last exchanged for new ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewed_at: Option<String>,
    /// When it ends unless its tokens are exchanged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
}

/// How a sign-in began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SignInBy {
    /// A program has sent name and password.
    Password,
    /// The log-in page.
    LogInPage,
    /// An access key.
    AccessKey,
}

/// Asks for access keys or sign-ins of one agent.
///
/// # Shape
/// `?agent=1`; of all without it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct OfAgent {
    /// Whose.
    #[serde(default, deserialize_with = "crate::admin::number")]
    pub agent: Option<u64>,
}

/// Asks for a new token key: `POST /admin/v1/token-key`.
///
/// # Shape
/// `{"at_once":true}`; `{}` will do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RotateTokenKey {
    /// Whether all that the keys before it signed ends now: for when one has become known.
    pub at_once: bool,
}
