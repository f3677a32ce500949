use serde::{Deserialize, Serialize};

use crate::event_value::Digits;

/// A contact of the agent's is in a conference.
///
/// # Shape
/// `{"Type":"Conference","ConferenceNo":"10001"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "PascalCase")]
pub struct Conference {
    /// Names it.
    pub conference_no: Digits,
}
