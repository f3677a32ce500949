use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use cordboard_protocol::problem::ProblemType;

use crate::{
    http::{Base, Client, FormBody},
    log_in_page::LogInPage,
    problem::Refused,
    state::AppState,
    tokens::CodeGrant,
};

use super::authorization::{Authorization, pairs};

/// Takes what a person has typed into the log-in page, and sends the browser back to the program
/// with a code.
///
/// # Errors
/// The page again, in words; 403 for a wrong password, 429 for too many.
///
/// # Source
/// `docs/agent-api.md` section 2; RFC 6749 section 4.1.2.
#[utoipa::path(
    post,
    path = "/auth/authorize",
    request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Back to the program, with `code` or `error`"),
        (status = 400, description = "The page again: something is missing", content_type = "text/html"),
        (status = 403, description = "The page again: the password is wrong", content_type = "text/html"),
        (status = 429, description = "The page again: too many attempts", content_type = "text/html"),
    ),
)]
pub(crate) async fn log_in(
    State(state): State<AppState>,
    Extension(Client(from)): Extension<Client>,
    base: Base,
    headers: HeaderMap,
    FormBody(body): FormBody,
) -> Result<Response, Refused> {
    let typed = pairs(&body)?;
    let get = |name: &str| {
        let pair = typed.iter().find(|(key, _)| key == name);
        pair.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let (ticket, action) = (get("ticket"), get("action"));
    let (user, password) = (get("username"), get("password"));
    let user = user.trim();
    let asked = match Authorization::read(&state, typed) {
        Ok(asked) => asked,
        Err(not_shown) => return Ok(not_shown.answer(&state, &base)),
    };
    let again = |status: StatusCode, words: &str| {
        let browser = LogInPage::browser(&headers, &state.random)?;
        let form = asked.form(Some(user), Some(words));
        let is_https = state.rules.is_https();
        Ok(state.log_in_page.form(status, &form, asked.back().to(), &browser, is_https))
    };
    if is_of_another_origin(&headers, &base) || !state.log_in_page.is_own_form(&headers, &ticket) {
        return again(StatusCode::FORBIDDEN, NOT_OURS);
    }
    if action == "cancel" {
        let said = [("error", "access_denied"), ("error_description", "the person has cancelled")];
        return Ok(asked.back().with(&base, &said));
    }
    if user.is_empty() || password.is_empty() {
        return again(StatusCode::BAD_REQUEST, "Enter your user name and your password.");
    }
    let proved = match state.prove_by_password(from, user, password).await {
        Ok(Some(proved)) => proved,
        Ok(None) => return again(StatusCode::FORBIDDEN, WRONG),
        Err(Refused { kind: ProblemType::TooManyAttempts, retry_after_s, .. }) => {
            let seconds = retry_after_s.unwrap_or(1);
            let words = format!(
                "Too many attempts. Try again in {}.",
                if seconds > 90 {
                    format!("{} minutes", seconds.div_ceil(60))
                } else {
                    format!("{seconds} seconds")
                }
            );
            let mut response = again(StatusCode::TOO_MANY_REQUESTS, &words)?;
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            return Ok(response);
        }
        Err(refused) => return Err(refused),
    };
    let grant = CodeGrant {
        client: asked.client.clone(),
        redirect_uri: asked.redirect_uri.clone(),
        challenge: asked.challenge,
        nonce: asked.nonce.clone(),
        scope: asked.scope.clone(),
        agent: proved.agent,
        password_set_at: proved.password_set_at,
    };
    let code = state.codes.give(grant, state.clock.now(), &state.random)?;
    Ok(asked.back().with(&base, &[("code", &code)]))
}

const WRONG: &str = "User name or password is wrong.";
const NOT_OURS: &str =
    "This page was open for too long, or your browser keeps no cookies. Log in again.";

/// A browser says where a form comes from.
fn is_of_another_origin(headers: &HeaderMap, base: &Base) -> bool {
    headers.get(header::ORIGIN).is_some_and(|origin| origin.as_bytes() != base.0.as_bytes())
}
