//! Who somebody is, as tokens say it.

use serde::{Deserialize, Serialize};

/// Says who an agent is: the answer of `userinfo_endpoint`, and the greater part of an `id_token`.
///
/// # Shape
/// `{"sub":"user:bu1agent1","userId":"bu1agent1","tenantId":"1","tenant":"Demo","given_name":"Ada","family_name":"Archer","name":"Ada Archer","icAgentId":"1","icBUId":1,"icClusterId":"cordboard","teamId":"1"}`
///
/// # Source
/// `docs/agent-api.md` section 2.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Identity {
    /// `user:` and the user's id.
    pub sub: String,
    /// The user's id: `AgentUUId` of the agent's events.
    #[serde(rename = "userId")]
    pub user_id: String,
    /// Names the business unit to programs.
    #[serde(rename = "tenantId")]
    pub tenant_id: String,
    /// Names the business unit to people.
    pub tenant: String,
    /// What people read first.
    pub given_name: String,
    /// What people read last.
    pub family_name: String,
    /// Both.
    pub name: String,
    /// The agent.
    #[serde(rename = "icAgentId")]
    pub agent_id: String,
    /// The business unit.
    #[serde(rename = "icBUId")]
    pub business_unit: u64,
    /// `cluster` of the discovery's answer.
    #[serde(rename = "icClusterId")]
    pub cluster_id: String,
    /// The agent's team.
    #[serde(rename = "teamId")]
    pub team_id: String,
}

/// What an `id_token` says (`OpenID` Connect Core 1.0), signed with RS256.
///
/// # Units
/// `iat` and `exp` whole seconds since the Unix epoch, UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IdClaims {
    /// The issuer of the discovery's answer.
    pub iss: String,
    /// The program it is for.
    pub aud: String,
    /// When it was made.
    pub iat: u64,
    /// Until when it holds.
    pub exp: u64,
    /// As the program sent it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub nonce: Option<String>,
    /// The sign-in, which `end_session_endpoint` ends.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sid: Option<String>,
    /// Who it is about.
    #[serde(flatten)]
    pub identity: Identity,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("sub", &self.sub).finish_non_exhaustive()
    }
}

/// Asks whom a token is for: `POST /InContactAuthorizationServer/Token/WhoAmI`.
///
/// # Shape
/// `{"token":"…"}`
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct WhoAmIRequest {
    /// An access token; without it, the bearer token counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

impl std::fmt::Debug for WhoAmIRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WhoAmIRequest").finish_non_exhaustive()
    }
}

/// Says whom a token is for.
///
/// # Shape
/// `{"agent_id":1,"bus_no":1,"team_id":1,"expires_in":3599,"iss":"http://localhost:8440","sub":"user:bu1agent1","resource_server_base_uri":"http://localhost:8440/inContactAPI/",…}`
///
/// # Units
/// `expires_in` whole seconds.
///
/// # Source
/// `docs/agent-api.md` section 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhoAmI {
    /// The agent.
    pub agent_id: u64,
    /// The business unit.
    pub bus_no: u64,
    /// The agent's team.
    pub team_id: u64,
    /// How long the token still holds.
    pub expires_in: u64,
    /// The issuer of the discovery's answer.
    pub iss: String,
    /// `user:` and the user's id.
    pub sub: String,
    /// Where the agent API is; ends with `/inContactAPI/`.
    pub resource_server_base_uri: String,
    /// Where to refresh.
    pub refresh_token_server_uri: String,
}
