//! The password token.

use serde::{Deserialize, Serialize};

/// What the token call says.
///
/// # Shape
/// `{"grant_type":"password","username":"agent1","password":"…","scope":"RealTimeApi AdminApi"}`; as JSON or as a form.
///
/// # Source
/// `docs/agent-api.md` section 2, A2.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct TokenRequest {
    /// `password` or `refresh_token`.
    pub grant_type: String,
    /// The agent's log-in name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The agent's password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// What the token is for; taken over into the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The token to exchange for a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

/// A token.
///
/// # Shape
/// `{"access_token":"…","token_type":"bearer","expires_in":3600,"refresh_token":"…","scope":"…","resource_server_base_uri":"http://localhost:8440/inContactAPI/",…}`
///
/// # Units
/// `expires_in` whole seconds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenResponse {
    /// To be sent as `Authorization: Bearer`.
    pub access_token: String,
    /// Always `bearer`.
    pub token_type: String,
    /// How long it holds.
    pub expires_in: u64,
    /// Good for one new token.
    pub refresh_token: String,
    /// As asked for.
    pub scope: String,
    /// Where the agent API is; ends with `/inContactAPI/`.
    pub resource_server_base_uri: String,
    /// Where to refresh.
    pub refresh_token_server_uri: String,
    /// The agent.
    pub agent_id: u64,
    /// The agent's team.
    pub team_id: u64,
    /// The business unit.
    pub bus_no: u64,
}

impl std::fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenRequest").field("grant_type", &self.grant_type).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for TokenResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenResponse").field("agent_id", &self.agent_id).finish_non_exhaustive()
    }
}

/// Why no token was given, as OAuth 2 says it.
///
/// # Shape
/// `{"error":"invalid_grant","error_description":"…"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenError {
    /// `invalid_request`, `invalid_grant`, `unsupported_grant_type`.
    pub error: String,
    /// What to do, in words.
    pub error_description: String,
}

/// Why no token was given: a problem, which also says it as OAuth 2 does.
///
/// # Shape
/// `{"type":"/problems/not-authenticated","title":"Log in first","status":401,"error":"invalid_grant","error_description":"…"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenProblem {
    /// The problem.
    #[serde(flatten)]
    pub problem: crate::problem::Problem,
    /// `invalid_request`, `invalid_grant`, `unsupported_grant_type`.
    pub error: String,
    /// What to do, in words.
    pub error_description: String,
}
