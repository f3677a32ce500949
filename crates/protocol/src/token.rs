//! Tokens, as they are asked for and given.

use serde::{Deserialize, Serialize};

use crate::event_value::optional_text_or_number;

/// What the token calls say.
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
    /// `password`, `refresh_token`; at the token endpoint also `authorization_code` and
    /// `urn:ietf:params:oauth:grant-type:token-exchange`.
    pub grant_type: String,
    /// The agent's log-in name, or an access key's id.
    #[serde(deserialize_with = "optional_text_or_number", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::TextOrNumber>))]
    pub username: Option<String>,
    /// The agent's password, or the access key's secret.
    #[serde(deserialize_with = "optional_text_or_number", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::TextOrNumber>))]
    pub password: Option<String>,
    /// What the token is for; taken over into the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The token to exchange for a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// What the program calls itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// What the log-in page has given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Where it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_uri: Option<String>,
    /// What the code challenge was made of (PKCE).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code_verifier: Option<String>,
    /// An access token, for another one (RFC 8693).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_token: Option<String>,
    /// `urn:ietf:params:oauth:token-type:access_token`, or nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_token_type: Option<String>,
    /// The same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_token_type: Option<String>,
}

/// Asks for a token by an access key: `POST /authentication/v1/token/access-key`.
///
/// # Shape
/// `{"accessKeyId":"…","accessKeySecret":"…"}`
///
/// # Source
/// `docs/agent-api.md` section 2.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessKeyRequest {
    /// Names the key.
    #[serde(rename = "accessKeyId")]
    pub access_key_id: String,
    /// Proves that it is there.
    #[serde(rename = "accessKeySecret")]
    pub access_key_secret: String,
}

impl std::fmt::Debug for AccessKeyRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccessKeyRequest").finish_non_exhaustive()
    }
}

/// Gives a token back: `POST /auth/revoke` (RFC 7009).
///
/// # Shape
/// `token=…`; as a form or as JSON.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct RevokeRequest {
    /// A refresh token or an access token; what it belongs to ends with it.
    pub token: Option<String>,
}

impl std::fmt::Debug for RevokeRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RevokeRequest").finish_non_exhaustive()
    }
}

/// Asks for the log-in page: `GET /auth/authorize`. All of them come back with the page's form.
///
/// # Shape
/// `?response_type=code&client_id=app&redirect_uri=http%3A%2F%2F127.0.0.1%3A5000%2F&state=…&nonce=…&scope=openid&display=popup&code_challenge=…&code_challenge_method=S256`
///
/// # Source
/// `docs/agent-api.md` section 2.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(default)]
pub struct AuthorizeRequest {
    /// `code`.
    pub response_type: Option<String>,
    /// What the program calls itself.
    pub client_id: Option<String>,
    /// Where the code is to go: one of `redirect_uris` of `[log_in]`.
    pub redirect_uri: Option<String>,
    /// Comes back as it is.
    pub state: Option<String>,
    /// Stands in the `id_token` as it is.
    pub nonce: Option<String>,
    /// `openid`.
    pub scope: Option<String>,
    /// `page` or `popup`; the page is made for both.
    pub display: Option<String>,
    /// The user name, if the program knows it.
    pub login_hint: Option<String>,
    /// The base64url of the SHA-256 of the code verifier (PKCE).
    pub code_challenge: Option<String>,
    /// `S256`.
    pub code_challenge_method: Option<String>,
}

/// Asks to log out: `GET /auth/endsession`.
///
/// # Shape
/// `?id_token_hint=…&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A5000%2F&state=…`
///
/// # Source
/// `docs/agent-api.md` section 2.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(default)]
pub struct EndSessionRequest {
    /// Says which sign-in is to end; it may have expired.
    pub id_token_hint: Option<String>,
    /// Where to go then: one of `redirect_uris` of `[log_in]`.
    pub post_logout_redirect_uri: Option<String>,
    /// Comes back as it is.
    pub state: Option<String>,
    /// What the program calls itself.
    pub client_id: Option<String>,
}

impl std::fmt::Debug for AuthorizeRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AuthorizeRequest").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for EndSessionRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EndSessionRequest").finish_non_exhaustive()
    }
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
    /// Good for one new token; left out where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub refresh_token: String,
    /// Who has logged in, signed; the agent API's own token call gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    /// What an exchange has given (RFC 8693).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_token_type: Option<String>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a4_names_and_passwords_may_be_numbers() {
        let json = r#"{"grant_type":"password","username":7,"password":1234}"#;
        let read: TokenRequest = serde_json::from_str(json).unwrap();
        assert_eq!(read.username.as_deref(), Some("7"));
        assert_eq!(read.password.as_deref(), Some("1234"));
    }
}
