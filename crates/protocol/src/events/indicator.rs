use serde::{Deserialize, Serialize};

use crate::event_value::Digits;

/// An indicator of a contact is on or off.
///
/// # Shape
/// `{"Type":"Indicator","ContactID":"2","Name":"Order","ActionType":"OpenURL","ActionUri":"https://crm.example/","ImageUri":"","ToolTip":"","IndicatorState":"On"}`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "PascalCase")]
pub struct Indicator {
    /// The contact.
    #[serde(rename = "ContactID")]
    pub contact_id: Digits,
    /// Its name.
    pub name: String,
    /// What a click does: `OpenURL`.
    pub action_type: String,
    /// What opens, or empty.
    #[serde(default)]
    pub action_uri: String,
    /// Its picture, or empty.
    #[serde(default)]
    pub image_uri: String,
    /// What the agent reads at it, or empty.
    #[serde(default)]
    pub tool_tip: String,
    /// `On` or `Off`.
    pub indicator_state: String,
}

impl std::fmt::Debug for Indicator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Indicator").field("contact_id", &self.contact_id).finish_non_exhaustive()
    }
}
