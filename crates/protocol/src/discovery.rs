//! Discovery: where everything is, and the keys that tokens are checked with.

use serde::{Deserialize, Serialize};

/// Says where tokens are got and checked: `GET /.well-known/openid-configuration`.
///
/// # Shape
/// `{"issuer":"https://acd.example","authorization_endpoint":"https://acd.example/auth/authorize",…}`
///
/// # Source
/// `docs/agent-api.md` section 2; `OpenID` Connect Discovery 1.0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenIdConfiguration {
    /// Who signs; `iss` of an `id_token`.
    pub issuer: String,
    /// Where people log in.
    pub authorization_endpoint: String,
    /// Where tokens are got.
    pub token_endpoint: String,
    /// Where a sign-in ends, in a browser.
    pub end_session_endpoint: String,
    /// Where a sign-in ends, by one of its tokens.
    pub revocation_endpoint: String,
    /// Where the keys are.
    pub jwks_uri: String,
    /// Where a token is exchanged for who it is for.
    pub userinfo_endpoint: String,
    /// How the log-in page can be shown.
    pub display_values_supported: Vec<String>,
    /// `S256` alone.
    pub code_challenge_methods_supported: Vec<String>,
    /// `code` alone.
    pub response_types_supported: Vec<String>,
    /// `query` alone.
    pub response_modes_supported: Vec<String>,
    /// What the token endpoint takes.
    pub grant_types_supported: Vec<String>,
    /// `public` alone.
    pub subject_types_supported: Vec<String>,
    /// `RS256` alone.
    pub id_token_signing_alg_values_supported: Vec<String>,
    /// Scopes that mean something here.
    pub scopes_supported: Vec<String>,
    /// How a program may say which it is; nothing is checked but the form.
    pub token_endpoint_auth_methods_supported: Vec<String>,
    /// What an `id_token` says.
    pub claims_supported: Vec<String>,
    /// Whether `iss` comes with the code (RFC 9207).
    pub authorization_response_iss_parameter_supported: bool,
}

/// Holds the public keys, those of lately among them.
///
/// # Shape
/// `{"keys":[{"kid":"qmfwbkzuxyahdlte","kty":"RSA","n":"…","e":"AQAB","alg":"RS256","use":"sig"}]}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Jwks {
    /// The one that signs now comes first.
    pub keys: Vec<Jwk>,
}

/// One public key (RFC 7517).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Jwk {
    /// Its name: plain letters.
    pub kid: String,
    /// `RSA`.
    pub kty: String,
    /// The modulus, base64url.
    pub n: String,
    /// The exponent, base64url.
    pub e: String,
    /// `RS256`.
    pub alg: String,
    /// `sig`.
    #[serde(rename = "use")]
    pub key_use: String,
}

/// Says where the parts of the platform are: `GET /.well-known/cxone-configuration?tenantId=`.
///
/// Clients build `https://api-{cluster}.{acdDomain}`, `https://api-{area}.{domain}` and
/// `https://{area}.{uhDomain}` of it.
///
/// # Shape
/// `{"api_endpoint":"https://acd.example","auth_endpoint":"https://acd.example","ui_endpoint":"https://acd.example","area":"cordboard","cluster":"cordboard","domain":"acd.example","acdDomain":"acd.example","uhDomain":"acd.example"}`
///
/// # Source
/// `docs/agent-api.md` section 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CxoneConfiguration {
    /// Where the agent API is.
    pub api_endpoint: String,
    /// Where tokens are got.
    pub auth_endpoint: String,
    /// Where people work.
    pub ui_endpoint: String,
    /// The part of the world.
    pub area: String,
    /// The part of the platform.
    pub cluster: String,
    /// What `api-{area}.` stands before.
    pub domain: String,
    /// What `api-{cluster}.` stands before.
    #[serde(rename = "acdDomain")]
    pub acd_domain: String,
    /// What `{area}.` stands before.
    #[serde(rename = "uhDomain")]
    pub uh_domain: String,
}

/// Asks for [`CxoneConfiguration`].
///
/// # Shape
/// `?tenantId=1`; it may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(default)]
pub struct CxoneConfigurationWanted {
    /// Whose; as `tenantId` of an `id_token` says it.
    #[serde(rename = "tenantId")]
    pub tenant_id: Option<String>,
}
