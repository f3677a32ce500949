//! The ways to a token.

use std::net::IpAddr;

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};
use cordboard_acd::sign_in::SignInWay;
use cordboard_protocol::token::TokenRequest;
use percent_encoding::percent_decode_str;

use crate::{
    state::AppState,
    tokens::{Begun, CodeGrant, Proved, Renewed, Spent, hash},
};

use super::{
    given::{Given, Id},
    refused::TokenRefused,
};

/// What a program calls itself that does not say it.
const NO_NAME: &str = "cordboard";

const WRONG: &str = "log-in name or password is wrong";

/// For log-in name and password, or an access key's id and secret.
pub(super) async fn by_password(
    state: &AppState,
    from: IpAddr,
    request: TokenRequest,
    client: String,
) -> Result<Given, TokenRefused> {
    let (Some(name), Some(secret)) = (request.username, request.password) else {
        return Err(TokenRefused::BadRequest("username and password are expected"));
    };
    let proved = state.prove_by_either(from, &name, secret).await?;
    let proved = proved.ok_or(TokenRefused::NotGranted(WRONG))?;
    let scope = request.scope.unwrap_or_default();
    begin(state, proved, scope, Id { client, nonce: None }, WRONG).await
}

/// Begins a sign-in for what was proved.
pub(super) async fn begin(
    state: &AppState,
    proved: Proved,
    scope: String,
    id: Id,
    wrong: &'static str,
) -> Result<Given, TokenRefused> {
    let (agent, now) = (proved.agent, state.clock.now());
    let begun = state.refresh_tokens.begin(proved, now, &state.random).await?;
    let Begun { sign_in, refresh_token } = begun.ok_or(TokenRefused::NotGranted(wrong))?;
    Ok(Given {
        agent,
        sign_in: Some(sign_in),
        refresh_token,
        scope,
        until_s: None,
        id: Some(id),
        is_exchange: false,
    })
}

/// For a refresh token.
pub(super) async fn by_refresh_token(
    state: &AppState,
    request: TokenRequest,
    client: String,
) -> Result<Given, TokenRefused> {
    let Some(text) = request.refresh_token else {
        return Err(TokenRefused::BadRequest("refresh_token is expected"));
    };
    let (now, named) = (state.clock.now(), request.client_id);
    let renewed = state.refresh_tokens.renew(&text, named, now, &state.random).await?;
    let Some(Renewed { agent, sign_in, client: own, refresh_token }) = renewed else {
        return Err(TokenRefused::NotGranted("the refresh token does not hold: log in"));
    };
    Ok(Given {
        agent,
        sign_in: Some(sign_in),
        refresh_token,
        scope: request.scope.unwrap_or_default(),
        until_s: None,
        id: Some(Id { client: own.unwrap_or(client), nonce: None }),
        is_exchange: false,
    })
}

const SPENT: &str =
    "the code has expired, was used, or is not for this client_id, redirect_uri and code_verifier";

/// For a code of the log-in page.
pub(super) async fn by_code(
    state: &AppState,
    request: TokenRequest,
    client: String,
) -> Result<Given, TokenRefused> {
    let (Some(text), Some(verifier)) = (request.code, request.code_verifier) else {
        return Err(TokenRefused::BadRequest("code and code_verifier are expected"));
    };
    let code = hash(&text);
    let grant = match state.codes.spend(&code, state.clock.now()) {
        Spent::First(grant) => grant,
        Spent::Again | Spent::Unknown => {
            state.refresh_tokens.code_came_again(code).await?;
            return Err(TokenRefused::NotGranted(SPENT));
        }
    };
    let CodeGrant { client: own, redirect_uri, challenge, nonce, scope, agent, password_set_at } =
        *grant;
    let is_same = own == client && request.redirect_uri.as_ref() == Some(&redirect_uri);
    if !is_same || !challenge.is_met_by(&verifier) {
        return Err(TokenRefused::NotGranted(SPENT));
    }
    let way = SignInWay::Code { client, code };
    let proved = Proved { agent, password_set_at, way };
    let given = begin(state, proved, scope, Id { client: own, nonce }, SPENT).await?;
    // It may have come again while this sign-in began.
    if state.codes.was_replayed(&code) {
        state.refresh_tokens.code_came_again(code).await?;
        return Err(TokenRefused::NotGranted(SPENT));
    }
    Ok(given)
}

/// What an exchange asks for (RFC 8693).
pub(super) const TOKEN_EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
pub(super) const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";

/// For another access token, of the same sign-in, which holds no longer than that one: nobody who
/// has got hold of one makes it last.
pub(super) fn by_exchange(
    state: &AppState,
    request: TokenRequest,
    client: String,
) -> Result<Given, TokenRefused> {
    let Some(subject) = request.subject_token else {
        return Err(TokenRefused::BadRequest("subject_token is expected"));
    };
    let kinds = [request.subject_token_type, request.requested_token_type];
    if kinds.into_iter().flatten().any(|kind| !kind.is_empty() && kind != ACCESS_TOKEN) {
        return Err(TokenRefused::BadRequest(
            "subject_token_type and requested_token_type: expected \
             urn:ietf:params:oauth:token-type:access_token",
        ));
    }
    let Ok(judged) = state.judge(&subject) else {
        return Err(TokenRefused::NotGranted("the subject_token is no access token that holds"));
    };
    Ok(Given {
        agent: judged.agent,
        sign_in: judged.sign_in,
        refresh_token: String::new(),
        scope: request.scope.unwrap_or_default(),
        until_s: Some(judged.expires_at_s),
        id: Some(Id { client, nonce: None }),
        is_exchange: true,
    })
}

/// `Authorization: basic base64(app@vendor:bu)` is not checked beyond its form, but logged. Gives
/// what stands before the colon.
pub(super) fn application(headers: &HeaderMap) -> Result<Option<String>, TokenRefused> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let application = value
        .to_str()
        .ok()
        .and_then(|text| text.trim().split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))
        .and_then(|(_, encoded)| STANDARD.decode(encoded.trim()).ok())
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or(TokenRefused::BadRequest(
            "the Authorization header is not `basic` and base64 of app@vendor:bu",
        ))?;
    // What stands before the colon names a program and who made it; anything else could be a
    // person's name or a secret. OAuth 2 has it percent-encoded (RFC 6749, 2.3.1).
    let name = application.split(':').next().unwrap_or_default();
    let name = &*percent_decode_str(name).decode_utf8_lossy();
    let said = if name.contains('@') { name } else { "(not app@vendor)" };
    let plain = |char: char| char.is_ascii_alphanumeric() || " .-_@()".contains(char);
    let said: String = said.chars().filter(|char| plain(*char)).take(64).collect();
    tracing::info!(application = said, "a client asks for a token");
    Ok(Some(name.to_owned()))
}

/// What a program calls itself: in the request, or in the header.
pub(super) fn client(request: &TokenRequest, application: Option<String>) -> String {
    let named = request.client_id.clone().or(application).filter(|name| !name.is_empty());
    named.unwrap_or_else(|| NO_NAME.to_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_name_of_a_program_may_be_percent_encoded() {
        let named = |plain: &str| {
            let value = format!("Basic {}", STANDARD.encode(plain));
            let value = HeaderValue::try_from(value).unwrap();
            let headers = HeaderMap::from_iter([(header::AUTHORIZATION, value)]);
            application(&headers).ok().flatten()
        };
        assert_eq!(named("my%20app%3Ax:secret").as_deref(), Some("my app:x"));
        assert_eq!(named("app@vendor:1").as_deref(), Some("app@vendor"));
    }
}
