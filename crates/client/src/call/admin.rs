//! The calls of the administration.

use cordboard_protocol::{
    access_key::{NewAccessKey, RotateTokenKey},
    admin::{AdministratorTokenRequest, FirstAdministrator, NewPassword},
};
use serde::Serialize;

use super::{Call, escaped, json};

const ADMIN: &str = "/admin/v1";

/// Asks for an administrator's token.
#[must_use]
pub fn token(login: &str, password: &str) -> Call {
    let request =
        AdministratorTokenRequest { login: login.to_owned(), password: password.to_owned() };
    Call { method: "POST", path: format!("{ADMIN}/token"), body: json(&request) }
}

/// Makes the first administrator.
#[must_use]
pub fn init(first: &FirstAdministrator) -> Call {
    Call { method: "POST", path: format!("{ADMIN}/init"), body: json(first) }
}

/// Lists the entries of a kind: `teams`, `agents`, ...; or gives the `business-unit`.
#[must_use]
pub fn list(kind: &str) -> Call {
    Call { method: "GET", path: format!("{ADMIN}/{}", word(kind)), body: None }
}

/// Gives an entry.
#[must_use]
pub fn entry(kind: &str, id: Option<&str>) -> Call {
    Call { method: "GET", path: path(kind, id), body: None }
}

/// Asks whether a page will be seen in a frame of the desktop.
#[must_use]
pub fn framing(page_id: &str) -> Call {
    let path = format!("{}/framing", path("pages", Some(page_id)));
    Call { method: "GET", path, body: None }
}

/// Adds an entry or replaces it.
#[must_use]
pub fn put(kind: &str, id: Option<&str>, entry: &impl Serialize) -> Call {
    Call { method: "PUT", path: path(kind, id), body: json(entry) }
}

/// Changes some keys of an entry.
#[must_use]
pub fn patch(kind: &str, id: Option<&str>, patch: &impl Serialize) -> Call {
    Call { method: "PATCH", path: path(kind, id), body: json(patch) }
}

/// Removes an entry.
#[must_use]
pub fn remove(kind: &str, id: &str) -> Call {
    Call { method: "DELETE", path: path(kind, Some(id)), body: None }
}

/// Sets the password of an entry of `agents` or `administrators`.
#[must_use]
pub fn set_password(kind: &str, id: &str, new: &NewPassword) -> Call {
    let path = format!("{}/password", path(kind, Some(id)));
    Call { method: "PUT", path, body: json(new) }
}

/// Gives the configuration as a file.
#[must_use]
pub fn export() -> Call {
    Call { method: "GET", path: format!("{ADMIN}/export"), body: None }
}

/// Takes a file over.
#[must_use]
pub fn import(file: String, exact: bool, dry_run: bool) -> Call {
    let path = format!("{ADMIN}/import?exact={exact}&dry_run={dry_run}");
    Call { method: "POST", path, body: Some(file) }
}

/// Lists the living agent sessions.
#[must_use]
pub fn agent_sessions() -> Call {
    Call { method: "GET", path: format!("{ADMIN}/agent-sessions"), body: None }
}

/// Ends an agent's agent session.
#[must_use]
pub fn end_agent_session(agent: u64) -> Call {
    let path = format!("{ADMIN}/agents/{agent}/agent-session");
    Call { method: "DELETE", path, body: None }
}

/// Lists access keys, of one agent or of all.
#[must_use]
pub fn access_keys(agent: Option<u64>) -> Call {
    of_agent("access-keys", agent)
}

/// Makes an access key for an agent.
#[must_use]
pub fn make_access_key(agent: u64, new: &NewAccessKey) -> Call {
    let path = format!("{ADMIN}/agents/{agent}/access-keys");
    Call { method: "POST", path, body: json(new) }
}

/// Revokes an access key.
#[must_use]
pub fn revoke_access_key(id: &str) -> Call {
    Call { method: "DELETE", path: format!("{ADMIN}/access-keys/{}", escaped(id)), body: None }
}

/// Lists sign-ins, of one agent or of all.
#[must_use]
pub fn sign_ins(agent: Option<u64>) -> Call {
    of_agent("sign-ins", agent)
}

/// Ends a sign-in.
#[must_use]
pub fn end_sign_in(id: u64) -> Call {
    Call { method: "DELETE", path: format!("{ADMIN}/sign-ins/{id}"), body: None }
}

/// Ends all sign-ins of an agent.
#[must_use]
pub fn end_sign_ins(agent: u64) -> Call {
    Call { method: "DELETE", path: format!("{ADMIN}/agents/{agent}/sign-ins"), body: None }
}

/// Lets a new key sign tokens.
#[must_use]
pub fn rotate_token_key(rotate: RotateTokenKey) -> Call {
    Call { method: "POST", path: format!("{ADMIN}/token-key"), body: json(&rotate) }
}

fn of_agent(what: &str, agent: Option<u64>) -> Call {
    let query = agent.map(|agent| format!("?agent={agent}")).unwrap_or_default();
    Call { method: "GET", path: format!("{ADMIN}/{what}{query}"), body: None }
}

fn path(kind: &str, id: Option<&str>) -> String {
    match id {
        Some(id) => format!("{ADMIN}/{}/{}", word(kind), escaped(id)),
        None => format!("{ADMIN}/{}", word(kind)),
    }
}

/// Kinds are words with hyphens, which stand in a path as they are.
fn word(kind: &str) -> &str {
    let plain = kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if plain { kind } else { "" }
}
