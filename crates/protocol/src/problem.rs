//! Errors as the API tells them (RFC 9457).

use serde::{Deserialize, Serialize};

/// A problem, sent as `application/problem+json`.
///
/// # Shape
/// `{"type":"/problems/unknown-contact","title":"No such contact","status":404,"detail":"…"}`
///
/// # Source
/// `docs/agent-api.md` A7; the list is in `docs/problems.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Which problem; stable.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same, in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong here and what to do. A 5xx has none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub detail: Option<String>,
}

/// The closed list of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemType {
    /// A value is missing or not of the kind asked for.
    BadValue,
    /// The body is larger than allowed.
    BodyTooLarge,
    /// No token, or one that does not hold.
    NotAuthenticated,
    /// The token has expired.
    TokenExpired,
    /// The agent may not do this.
    NotPermitted,
    /// There is no such agent session.
    UnknownAgentSession,
    /// There is no such contact.
    UnknownContact,
    /// There is no such agent, team, skill or page.
    UnknownResource,
    /// There is no such address.
    UnknownAddress,
    /// The address does not take this method.
    MethodNotAllowed,
    /// The agent has a session already: join it.
    AgentSessionExists,
    /// The agent session is over.
    AgentSessionEnded,
    /// Contacts are open.
    ContactsOpen,
    /// Not possible as things stand.
    NotInThisState,
    /// Others still name the entry.
    StillUsed,
    /// The configuration has changed since it was read.
    ChangedMeanwhile,
    /// Too many attempts: wait.
    TooManyAttempts,
    /// Comes in a later version.
    NotImplemented,
    /// Our fault; the log knows.
    Internal,
    /// The server is not ready yet.
    Starting,
    /// What happens cannot be made durable, so nothing may happen.
    JournalUnavailable,
    /// The server is going down.
    ShuttingDown,
}

impl ProblemType {
    /// All of them, in the order of `docs/problems.md`.
    pub const ALL: [Self; 22] = [
        Self::BadValue,
        Self::BodyTooLarge,
        Self::NotAuthenticated,
        Self::TokenExpired,
        Self::NotPermitted,
        Self::UnknownAgentSession,
        Self::UnknownContact,
        Self::UnknownResource,
        Self::UnknownAddress,
        Self::MethodNotAllowed,
        Self::AgentSessionExists,
        Self::AgentSessionEnded,
        Self::ContactsOpen,
        Self::NotInThisState,
        Self::StillUsed,
        Self::ChangedMeanwhile,
        Self::TooManyAttempts,
        Self::NotImplemented,
        Self::Internal,
        Self::Starting,
        Self::JournalUnavailable,
        Self::ShuttingDown,
    ];

    /// Name, HTTP status and title.
    #[must_use]
    pub fn parts(self) -> (&'static str, u16, &'static str) {
        match self {
            Self::BadValue => ("bad-value", 400, "A value is missing or wrong"),
            Self::BodyTooLarge => ("body-too-large", 413, "The body is too large"),
            Self::NotAuthenticated => ("not-authenticated", 401, "Log in first"),
            Self::TokenExpired => ("token-expired", 401, "The token has expired"),
            Self::NotPermitted => ("not-permitted", 403, "Not permitted"),
            Self::UnknownAgentSession => ("unknown-agent-session", 404, "No such agent session"),
            Self::UnknownContact => ("unknown-contact", 404, "No such contact"),
            Self::UnknownResource => ("unknown-resource", 404, "No such resource"),
            Self::UnknownAddress => ("unknown-address", 404, "No such address"),
            Self::MethodNotAllowed => ("method-not-allowed", 405, "Method not allowed"),
            Self::AgentSessionExists => {
                ("agent-session-exists", 409, "The agent has an agent session already")
            }
            Self::AgentSessionEnded => ("agent-session-ended", 409, "The agent session is over"),
            Self::ContactsOpen => ("contacts-open", 409, "Contacts are open"),
            Self::NotInThisState => ("not-in-this-state", 409, "Not possible as things stand"),
            Self::StillUsed => ("still-used", 409, "It is still used"),
            Self::ChangedMeanwhile => ("changed-meanwhile", 409, "It has changed meanwhile"),
            Self::TooManyAttempts => ("too-many-attempts", 429, "Too many attempts"),
            Self::NotImplemented => ("not-implemented", 501, "Not implemented yet"),
            Self::Internal => ("internal", 500, "Something went wrong here"),
            Self::Starting => ("starting", 503, "The server is starting"),
            Self::JournalUnavailable => {
                ("journal-unavailable", 503, "The journal cannot be written")
            }
            Self::ShuttingDown => ("shutting-down", 503, "The server is going down"),
        }
    }

    /// The problem, with what is wrong here.
    #[must_use]
    pub fn problem(self, detail: Option<String>) -> Problem {
        let (name, status, title) = self.parts();
        Problem {
            kind: format!("/problems/{name}"),
            title: title.to_owned(),
            status,
            detail: detail.filter(|_| status < 500 || status == 501 || status == 503),
        }
    }
}
