//! Lists: the parameters by which a client takes a part of one.

use serde::{Deserialize, Serialize};

/// Says which part of a list is wanted; letter case of the names does not matter.
///
/// # Shape
/// `?fields=skillId,skillName&searchString=sal&orderBy=name desc&skip=10&top=10`
///
/// # Source
/// `docs/agent-api.md` section 6.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", default)]
pub struct ListParameters {
    /// A comma list: only those keys of each row remain.
    pub fields: Option<String>,
    /// Only rows whose name contains it, in any letter case; at most 200 characters.
    pub search_string: Option<String>,
    /// `name` or a key of the rows, then `asc` or `desc`.
    pub order_by: Option<String>,
    /// So many rows are passed over.
    #[cfg_attr(feature = "openapi", param(value_type = Option<u64>))]
    pub skip: Option<String>,
    /// So many rows at most, 0 to 10,000.
    #[cfg_attr(feature = "openapi", param(value_type = Option<u64>, maximum = 10_000))]
    pub top: Option<String>,
    /// An instant, ISO 8601: only what has changed then or later.
    pub updated_since: Option<String>,
}
