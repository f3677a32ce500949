//! The administration: what is not an entry of the configuration itself. Entries have the keys of
//! `cordboard.toml`, and so does everything here have its spelling.

use serde::{Deserialize, Serialize};

/// Asks for an administrator's token: `POST /admin/v1/token`.
///
/// # Shape
/// `{"login":"ada","password":"…"}`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdministratorTokenRequest {
    /// What the administrator logs in with.
    pub login: String,
    /// The administrator's password.
    pub password: String,
}

/// An administrator's token.
///
/// # Shape
/// `{"access_token":"…","token_type":"bearer","expires_in":3600}`
///
/// # Units
/// `expires_in` whole seconds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdministratorToken {
    /// To be sent as `Authorization: Bearer`.
    pub access_token: String,
    /// Always `bearer`.
    pub token_type: String,
    /// How long it holds.
    pub expires_in: u64,
}

/// Makes the first administrator: `POST /admin/v1/init`.
///
/// # Shape
/// `{"code":"…","login":"ada","name":"Ada","password":"…"}`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstAdministrator {
    /// What stands in `admin-init` in the data folder.
    pub code: String,
    /// What the administrator logs in with.
    pub login: String,
    /// What people read.
    #[serde(default)]
    pub name: String,
    /// The administrator's password.
    pub password: String,
}

/// Sets a password: `PUT /admin/v1/agents/{id}/password` and `…/administrators/{login}/password`.
///
/// # Shape
/// `{"password":"…"}`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The password itself; the server keeps its argon2 hash alone.
    pub password: String,
}

/// Says what an import has changed, or would.
///
/// # Shape
/// `{"version":12,"differences":[{"entry":"agent 1","how":"changed","keys":["first_name"]}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The configuration's version, now: for `If-Match`.
    pub version: u64,
    /// Entry by entry.
    pub differences: Vec<ImportDifference>,
}

/// Says how one entry is different after an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportDifference {
    /// Its kind and its id.
    pub entry: String,
    /// What became of it.
    pub how: ImportHow,
    /// Which of its keys are different, when it is there before and after.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
}

/// What an import does with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImportHow {
    /// It was not there before.
    Added,
    /// It is different.
    Changed,
    /// It is not there any more.
    Removed,
}

/// A living agent session: `GET /admin/v1/agent-sessions`.
///
/// # Shape
/// `{"agent":1,"login":"ada","state":"Available","started_at":"2026-01-31T08:00:00.000Z"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LivingAgentSession {
    /// Whose.
    pub agent: u64,
    /// What the agent logs in with.
    pub login: String,
    /// The agent's state, as its events say it.
    pub state: String,
    /// When it began.
    pub started_at: String,
}

impl std::fmt::Debug for AdministratorTokenRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AdministratorTokenRequest").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for AdministratorToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AdministratorToken").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for FirstAdministrator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FirstAdministrator").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewPassword").finish_non_exhaustive()
    }
}
