//! The business unit.

use serde::{Deserialize, Serialize};

/// The business unit, as `business-unit` answers.
///
/// # Shape
/// `{"businessUnits":[{"businessUnitId":1,"businessUnitName":"Demo","features":[],"maxConferenceParties":3,"isMultiContactHandling":false,"isUnifiedRoutingEnabled":false}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BusinessUnits {
    /// Always one.
    pub business_units: Vec<BusinessUnit>,
}

/// One business unit. Its features never list 30254, which would turn clients away from get-next-event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BusinessUnit {
    /// Its number.
    pub business_unit_id: u64,
    /// Its name.
    pub business_unit_name: String,
    /// What is switched on.
    pub features: Vec<Feature>,
    /// How many may be in a conference.
    pub max_conference_parties: u64,
    /// Whether an agent may have several contacts.
    pub is_multi_contact_handling: bool,
    /// Whether channels share one queue.
    pub is_unified_routing_enabled: bool,
}

/// A feature and whether it is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Feature {
    /// Names it.
    pub product_id: u64,
    /// Whether it is on.
    pub is_enabled: bool,
}
