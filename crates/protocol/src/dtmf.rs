//! Tones of the keypad, sent into a call.

use serde::{Deserialize, Serialize};

use crate::event_value::{optional_number_or_text, optional_text_or_number};

/// Sends tones into the active call.
///
/// # Shape
/// `{"dtmfSequence":"12#","toneDurationMS":100,"toneSpacingMS":100}`
///
/// # Units
/// Milliseconds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct SendDtmf {
    /// `0` to `9`, `*`, `#`.
    #[serde(deserialize_with = "optional_text_or_number")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::TextOrNumber>))]
    pub dtmf_sequence: Option<String>,
    /// How long each tone lasts.
    #[serde(
        rename = "toneDurationMS",
        deserialize_with = "optional_number_or_text",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::NumberOrText>))]
    pub tone_duration_ms: Option<u64>,
    /// How long the silence between two tones lasts.
    #[serde(
        rename = "toneSpacingMS",
        deserialize_with = "optional_number_or_text",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::NumberOrText>))]
    pub tone_spacing_ms: Option<u64>,
}

impl std::fmt::Debug for SendDtmf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A sequence may be somebody's PIN.
        f.debug_struct("SendDtmf").finish_non_exhaustive()
    }
}
