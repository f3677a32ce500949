use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};

use cordboard_protocol::token::AuthorizeRequest;

use crate::{http::Base, log_in_page::LogInPage, problem::Refused, state::AppState};

use super::authorization::{Authorization, pairs};

/// Shows the log-in page to a person whom a program has sent. Nobody is known there from before: no
/// cookie says who somebody is.
///
/// # Errors
/// A page, as long as it is not certain that the program may be told; then a redirect with `error`
/// and `error_description`. `bad-value` with too many parameters.
///
/// # Source
/// `docs/agent-api.md` section 2; RFC 6749 section 4.1, RFC 7636, RFC 9207.
#[utoipa::path(
    get,
    path = "/auth/authorize",
    params(AuthorizeRequest),
    responses(
        (status = 200, description = "The log-in page", content_type = "text/html"),
        (status = 303, description = "Back to the program, with `error`"),
        (status = 400, description = "A page that says why nobody can log in", content_type = "text/html"),
    ),
)]
pub(crate) async fn authorize(
    State(state): State<AppState>,
    base: Base,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refused> {
    let asked = match Authorization::read(&state, pairs(uri.query().unwrap_or_default())?) {
        Ok(asked) => asked,
        Err(not_shown) => return Ok(not_shown.answer(&state, &base)),
    };
    let browser = LogInPage::browser(&headers, &state.random)?;
    let form = asked.form(None, None);
    let is_https = state.rules.is_https();
    Ok(state.log_in_page.form(StatusCode::OK, &form, asked.back().to(), &browser, is_https))
}
