//! Users: agents as the rest of the platform knows them.

use serde::{Deserialize, Serialize};

/// A user: `GET /user-management/v1/users/{id}`.
///
/// # Shape
/// `{"user":{"firstName":"Ada","lastName":"Archer","customAttributes":{}}}`
///
/// # Source
/// `docs/agent-api.md` section 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OneUser {
    /// The user.
    pub user: User,
}

/// Who a user is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// What people read first.
    #[serde(rename = "firstName")]
    pub first_name: String,
    /// What people read last.
    #[serde(rename = "lastName")]
    pub last_name: String,
    /// There are none.
    #[serde(rename = "customAttributes")]
    pub custom_attributes: serde_json::Map<String, serde_json::Value>,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("User").finish_non_exhaustive()
    }
}
