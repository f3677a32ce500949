use axum::{
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use cordboard_acd::SignInId;
use cordboard_protocol::token::EndSessionRequest;

use crate::{http::FormBody, problem::Refused, state::AppState};

use super::authorization::pairs;

/// Ends the sign-in that an `id_token` says, and sends the browser on. The agent's session with the
/// ACD goes on until it is ended itself.
///
/// # Errors
/// A page that says that nobody was logged out.
///
/// # Source
/// `docs/agent-api.md` section 2; `OpenID` Connect RP-Initiated Logout 1.0.
#[utoipa::path(
    method(get, post),
    path = "/auth/endsession",
    params(EndSessionRequest),
    responses(
        (status = 200, description = "A page that says that it is done", content_type = "text/html"),
        (status = 303, description = "On to `post_logout_redirect_uri`"),
        (status = 400, description = "A page that says why nobody was logged out", content_type = "text/html"),
    ),
)]
pub(crate) async fn end_session(
    State(state): State<AppState>,
    uri: Uri,
    FormBody(body): FormBody,
) -> Result<Response, Refused> {
    let mut said = pairs(&body)?;
    said.extend(pairs(uri.query().unwrap_or_default())?);
    let get = |name: &str| {
        let pair = said.iter().find(|(key, value)| key == name && !value.is_empty());
        pair.map(|(_, value)| value.as_str())
    };
    let hint = get("id_token_hint").and_then(|hint| state.tokens.read_id(hint));
    let wrong = |words| Ok(state.log_in_page.message(StatusCode::BAD_REQUEST, NOBODY, words));
    let Some(claims) = hint else { return wrong(NO_HINT) };
    if get("client_id").is_some_and(|client| client != claims.aud) {
        return wrong(OF_ANOTHER);
    }
    if let Some(sign_in) = claims.sid.as_deref().and_then(|sid| sid.parse().ok()) {
        state.refresh_tokens.end(SignInId(sign_in)).await?;
    }
    let wanted = get("post_logout_redirect_uri");
    let Some(mut to) = wanted.and_then(|wanted| state.config.log_in.redirect(wanted)) else {
        return Ok(state.log_in_page.message(StatusCode::OK, "You are logged out", DONE));
    };
    if let Some(said) = get("state") {
        to.query_pairs_mut().append_pair("state", said);
    }
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to.as_str())]).into_response())
}

const DONE: &str = "The program that has sent you here can do nothing in your name any more.";
const NOBODY: &str = "Nobody was logged out";
const NO_HINT: &str = "The program that has sent you here does not say who is to be logged out \
    (id_token_hint), or says it with a token that does not hold.";
const OF_ANOTHER: &str = "The token (id_token_hint) is another program's than the one that has \
    sent you here (client_id).";
