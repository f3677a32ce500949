//! Data that clients keep with a contact.

use serde::{Deserialize, Serialize};

use crate::event_value::optional_text_or_number;

/// Keeps data with a contact; it comes back as `CustomData` with each event of the contact.
///
/// # Shape
/// `{"indicatorName":"Order","data":"order=17|vip=yes"}`
///
/// # Units
/// Up to 4,000 characters with what is there already; the later value of a name counts.
///
/// # Source
/// `docs/agent-api.md` section 5.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct CustomData {
    /// Whose data it is; for the client alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator_name: Option<String>,
    /// `name=value`, joined with `|`.
    #[serde(deserialize_with = "optional_text_or_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::TextOrNumber>))]
    pub data: Option<String>,
}

impl std::fmt::Debug for CustomData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CustomData").finish_non_exhaustive()
    }
}
