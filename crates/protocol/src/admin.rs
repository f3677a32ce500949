//! The administration: what is not an entry of the configuration itself. Entries have the keys of
//! `cordboard.toml`, and so does everything here have its spelling.

use serde::{Deserialize, Serialize};

/// Asks for an administrator's token: `POST /admin/v1/token`.
///
/// # Shape
/// `{"login":"ada","password":"…"}`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Imported {
    /// The configuration's version, now: for `If-Match`.
    pub version: u64,
    /// Entry by entry.
    pub differences: Vec<ImportDifference>,
}

/// Says how one entry is different after an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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

/// Asks for contacts: `GET /admin/v1/contacts?agent=1&skill=101&before=10042&limit=50`. All may be
/// left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct PastContactsWanted {
    /// Those that were last with this agent.
    #[serde(default, deserialize_with = "number")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<crate::openapi::NumberOrText>))]
    pub agent: Option<u64>,
    /// Those of this skill.
    #[serde(default, deserialize_with = "number")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<crate::openapi::NumberOrText>))]
    pub skill: Option<u64>,
    /// Those that came before this contact: the last of a page gives the next page.
    #[serde(default, deserialize_with = "number")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<crate::openapi::NumberOrText>))]
    pub before: Option<u64>,
    /// So many at most, 1 to 1,000; 100 where nothing is said.
    #[serde(default, deserialize_with = "number")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<crate::openapi::NumberOrText>))]
    pub limit: Option<u64>,
}

/// Reads a number, or one as text, as it comes in a query.
pub(crate) fn number<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Number(u64),
        Text(String),
    }
    match Either::deserialize(deserializer)? {
        Either::Number(number) => Ok(Some(number)),
        Either::Text(text) => text
            .parse()
            .map(Some)
            .map_err(|_| serde::de::Error::custom(format!("`{text}` is not a whole number"))),
    }
}

/// Holds what became of a contact, from the contact history.
///
/// # Shape
/// `{"contact":10001,"master":10001,"direction":"inbound","skill":101,"ani":"+1…","dnis":"5550199","arrived_at":"2026-11-22T20:00:00.000Z","agent":1,"answered_at":"…","returns":0,"holds":1,"held_ms":2000,"recorded":false,"ended_at":"…","ended_by":"customer","disposition":3,"notes":"…","closed_at":"…"}`;
/// what is not known is left out.
///
/// # Units
/// Times in UTC; `held_ms` milliseconds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PastContact {
    /// Its id.
    pub contact: u64,
    /// The first contact of the interaction: its own id, unless it was made or handed on for
    /// another's sake.
    pub master: u64,
    /// The contact that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<u64>,
    /// `inbound`, `outbound`, or of a call between agents `consulting` and `consulted`.
    pub direction: String,
    /// Its skill.
    pub skill: u64,
    /// The caller's number.
    pub ani: String,
    /// The dialled number.
    pub dnis: String,
    /// When it came.
    pub arrived_at: String,
    /// Whom it was with last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<u64>,
    /// When it rang there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offered_at: Option<String>,
    /// When the agent answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<String>,
    /// How often it went back to its place after it had rung at an agent.
    pub returns: u32,
    /// How often it was put on hold.
    pub holds: u32,
    /// How long it was on hold.
    pub held_ms: u64,
    /// Whether the agent recorded.
    pub recorded: bool,
    /// When the call was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
    /// Who ended it: `agent`, `customer`, `other-agent`, `line` when the agent's line broke,
    /// `transfer` when the agent handed it on; `busy` or `no-answer` when it never came about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<String>,
    /// The outcome, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposition: Option<u64>,
    /// The agent's notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// When the contact was over for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
}
