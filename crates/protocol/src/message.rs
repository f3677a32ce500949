//! Messages: what administrators tell agents.

use serde::{Deserialize, Serialize};

/// The messages for an agent that hold now.
///
/// # Shape
/// `{"messages":[{"MessageId":1,"Subject":"Fire drill","MessageText":"At ten.","ValidUntil":"2030-01-31T12:00:00.000Z"}]}`
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Messages {
    /// In the order of their ids.
    pub messages: Vec<Message>,
}

/// One message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase")]
pub struct Message {
    /// Names it.
    pub message_id: u64,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub message_text: String,
    /// From then on it is not here any more, UTC.
    pub valid_until: String,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message").field("message_id", &self.message_id).finish_non_exhaustive()
    }
}
