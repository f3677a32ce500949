use axum::{Json, extract::State};
use cordboard_protocol::discovery::OpenIdConfiguration;

use crate::{http::Base, state::AppState};

/// Says where tokens are got and checked.
///
/// # Source
/// `docs/agent-api.md` section 2; `OpenID` Connect Discovery 1.0.
#[utoipa::path(
    get,
    path = "/.well-known/openid-configuration",
    responses((status = 200, description = "The addresses", body = OpenIdConfiguration)),
)]
pub(crate) async fn openid_configuration(
    State(_): State<AppState>,
    Base(base): Base,
) -> Json<OpenIdConfiguration> {
    let at = |path: &str| format!("{base}/auth/{path}");
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    Json(OpenIdConfiguration {
        authorization_endpoint: at("authorize"),
        token_endpoint: at("token"),
        end_session_endpoint: at("endsession"),
        revocation_endpoint: at("revoke"),
        jwks_uri: at("jwks"),
        userinfo_endpoint: at("userinfo"),
        display_values_supported: words(&["page", "popup"]),
        code_challenge_methods_supported: words(&["S256"]),
        response_types_supported: words(&["code"]),
        response_modes_supported: words(&["query"]),
        grant_types_supported: words(&GRANTS),
        subject_types_supported: words(&["public"]),
        id_token_signing_alg_values_supported: words(&["RS256"]),
        scopes_supported: words(&["openid"]),
        token_endpoint_auth_methods_supported: words(&["none", "client_secret_basic"]),
        claims_supported: words(&CLAIMS),
        authorization_response_iss_parameter_supported: true,
        issuer: base,
    })
}

const GRANTS: [&str; 4] = [
    "authorization_code",
    "refresh_token",
    "password",
    "urn:ietf:params:oauth:grant-type:token-exchange",
];

const CLAIMS: [&str; 17] = [
    "iss",
    "aud",
    "sub",
    "iat",
    "exp",
    "nonce",
    "sid",
    "tenantId",
    "tenant",
    "given_name",
    "family_name",
    "name",
    "icAgentId",
    "icBUId",
    "icClusterId",
    "userId",
    "teamId",
];
