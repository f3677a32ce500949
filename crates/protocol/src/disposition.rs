//! Dispositions: the outcome recorded for a contact.

use serde::{Deserialize, Serialize};

use crate::event_value::{optional_number_or_text, optional_text_or_number};

/// Records a contact's outcome.
///
/// # Shape
/// `{"primaryDispositionId":3,"primaryDispositionNotes":"…"}`
///
/// # Units
/// Notes up to 4,000 characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct SetDisposition {
    /// The outcome; none where the agent chose none and the skill requires none.
    #[serde(deserialize_with = "optional_number_or_text")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::NumberOrText>))]
    pub primary_disposition_id: Option<u64>,
    /// The agent's notes.
    #[serde(deserialize_with = "optional_text_or_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::TextOrNumber>))]
    pub primary_disposition_notes: Option<String>,
    /// A promised amount, as the client writes it.
    #[serde(deserialize_with = "optional_text_or_number", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::TextOrNumber>))]
    pub primary_commitment_amount: Option<String>,
    /// When to call back, as the client writes it.
    #[serde(deserialize_with = "optional_text_or_number", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::TextOrNumber>))]
    pub primary_callback_time: Option<String>,
    /// Whom to call back.
    #[serde(deserialize_with = "optional_text_or_number", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::TextOrNumber>))]
    pub primary_callback_number: Option<String>,
    /// A second outcome.
    #[serde(deserialize_with = "optional_number_or_text", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::NumberOrText>))]
    pub secondary_disposition_id: Option<u64>,
}

impl std::fmt::Debug for SetDisposition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetDisposition")
            .field("primary_disposition_id", &self.primary_disposition_id)
            .field("secondary_disposition_id", &self.secondary_disposition_id)
            .finish_non_exhaustive()
    }
}

/// The dispositions of a skill.
///
/// # Shape
/// `{"dispositions":[{"dispositionId":3,"dispositionName":"Sold","displayOrder":1,"isPreviewDisposition":false}]}`; 204 when there are none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dispositions {
    /// In the order to show them.
    pub dispositions: Vec<Disposition>,
}

/// One disposition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Disposition {
    /// Names it.
    pub disposition_id: u64,
    /// What the agent reads.
    pub disposition_name: String,
    /// Its place in the list, from 1.
    pub display_order: u64,
    /// Whether it may be chosen before the call is placed.
    #[serde(default)]
    pub is_preview_disposition: bool,
}
