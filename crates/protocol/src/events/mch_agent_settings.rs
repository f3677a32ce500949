use serde::{Deserialize, Serialize};

use crate::event_value::{Digits, TrueFalse};

/// How many contacts of each kind the agent takes at once.
///
/// # Shape
/// `{"Type":"MchAgentSettingsChangeEvent","VoiceThreshold":"1","ChatThreshold":"0",…,"DeliveryMode":"Automatic","TotalContactCount":"1"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "PascalCase", default)]
pub struct MchAgentSettingsChangeEvent {
    /// Chats at once.
    pub chat_threshold: Digits,
    /// SMS at once.
    pub sms_threshold: Digits,
    /// Emails at once.
    pub email_threshold: Digits,
    /// Work items at once.
    pub work_item_threshold: Digits,
    /// Digital contacts at once.
    pub digital_threshold: Digits,
    /// Calls at once.
    pub voice_threshold: Digits,
    /// Whether a new contact takes the focus.
    pub contact_auto_focus: TrueFalse,
    /// Whether the agent may ask for one more contact.
    pub request_contact: TrueFalse,
    /// How contacts are delivered.
    pub delivery_mode: String,
    /// Contacts at once in all.
    pub total_contact_count: Digits,
}
