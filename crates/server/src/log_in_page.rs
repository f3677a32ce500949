//! The log-in page: HTML that needs no JavaScript, in the desktop's look.

use std::fmt::Write as _;

use aws_lc_rs::hmac;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use url::Url;

use crate::random::{NoRandomness, Random};

/// Its look: the desktop's, and a little more.
const STYLE: &str = concat!(
    include_str!("../../desktop/static/tokens.css"),
    include_str!("../../desktop/static/style.css"),
    include_str!("../../desktop/static/door.css"),
    include_str!("log_in_page/page.css"),
);

/// The desktop's sign; it is in no file of its own, since a binary may be without the desktop.
const SIGN: &str = include_str!("../../desktop/static/favicon.svg");

/// Where the form is sent.
pub(crate) const ACTION: &str = "/auth/authorize";

/// Ties the form to the browser that has loaded it.
const COOKIE: &str = "cordboard-log-in";

/// Makes the pages, and knows the forms that it has made.
pub(crate) struct LogInPage {
    /// Another one after a restart: then the person logs in at a page that is loaded anew.
    tickets: hmac::Key,
    style_hash: String,
}

/// What the form shows.
pub(crate) struct Form<'a> {
    /// Whither the browser goes afterwards, for people.
    pub(crate) going_to: String,
    /// What comes back with the form.
    pub(crate) hidden: Vec<(&'static str, &'a str)>,
    pub(crate) user: &'a str,
    pub(crate) wrong: Option<&'a str>,
}

/// What a browser holds of a form: its cookie, and whether that is new.
pub(crate) struct Browser {
    value: String,
    is_new: bool,
}

impl LogInPage {
    pub(crate) fn new(random: &Random) -> Result<Self, NoRandomness> {
        let tickets = hmac::Key::new(hmac::HMAC_SHA256, &random.bytes::<32>()?);
        let style = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, STYLE.as_bytes());
        Ok(Self { tickets, style_hash: STANDARD.encode(style.as_ref()) })
    }

    /// Knows a browser by its cookie, or gives it one.
    pub(crate) fn browser(headers: &HeaderMap, random: &Random) -> Result<Browser, NoRandomness> {
        if let Some(value) = cookie(headers) {
            return Ok(Browser { value, is_new: false });
        }
        let value = URL_SAFE_NO_PAD.encode(random.bytes::<24>()?);
        Ok(Browser { value, is_new: true })
    }

    /// Says whether a ticket is of a form that this browser has loaded here.
    pub(crate) fn is_own_form(&self, headers: &HeaderMap, ticket: &str) -> bool {
        let Some(value) = cookie(headers) else { return false };
        let ticket = URL_SAFE_NO_PAD.decode(ticket).unwrap_or_default();
        hmac::verify(&self.tickets, value.as_bytes(), &ticket).is_ok()
    }

    /// Shows the form. `back_to` is where its answer may lead.
    pub(crate) fn form(
        &self,
        status: StatusCode,
        form: &Form<'_>,
        back_to: &Url,
        browser: &Browser,
        is_https: bool,
    ) -> Response {
        let ticket = hmac::sign(&self.tickets, browser.value.as_bytes());
        let ticket = URL_SAFE_NO_PAD.encode(ticket.as_ref());
        let mut response = self.page(status, "Log in", &form.html(&ticket), Some(back_to));
        if browser.is_new {
            let secure = if is_https { "; Secure" } else { "" };
            let cookie = format!(
                "{COOKIE}={}; Path={ACTION}; HttpOnly; SameSite=Lax{secure}",
                browser.value
            );
            if let Ok(cookie) = HeaderValue::try_from(cookie) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
        }
        response
    }

    /// Says something to people.
    pub(crate) fn message(&self, status: StatusCode, title: &str, words: &str) -> Response {
        self.page(status, title, &format!("<p>{}</p>", escaped(words)), None)
    }

    fn page(&self, status: StatusCode, title: &str, body: &str, back_to: Option<&Url>) -> Response {
        let title = escaped(title);
        let html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{title} · Cordboard</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
             <main class=\"door\">\n<div class=\"door-card\">\n\
             <div class=\"brand\"><img src=\"data:image/svg+xml;base64,{}\" alt=\"\" width=\"24\" \
             height=\"24\"><span>Cordboard</span></div>\n\
             <h1>{title}</h1>\n{body}\n</div>\n</main>\n</body>\n</html>\n",
            STANDARD.encode(SIGN),
        );
        let added = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (header::CONTENT_SECURITY_POLICY, self.policy(back_to)),
            (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
            // A form that is sent here says of what origin it is; nobody else hears anything.
            (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        ];
        (status, added, html).into_response()
    }

    /// The page loads nothing, is in no frame, and is sent here alone. Where the answer leads from
    /// here belongs to the form's action for some browsers.
    fn policy(&self, back_to: Option<&Url>) -> HeaderValue {
        let back_to = back_to.map(|url| match url.origin() {
            origin if origin.is_tuple() => origin.ascii_serialization(),
            _ => format!("{}:", url.scheme()),
        });
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{}'; img-src data:; form-action 'self' {}; \
             frame-ancestors 'none'; base-uri 'none'",
            self.style_hash,
            back_to.unwrap_or_default(),
        );
        HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
    }
}

impl Form<'_> {
    fn html(&self, ticket: &str) -> String {
        let hidden = self.hidden.iter().copied().chain([("ticket", ticket)]);
        let hidden = hidden.fold(String::new(), |mut html, (name, value)| {
            let value = escaped(value);
            // Writing to a string cannot fail.
            let _ = writeln!(html, "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
            html
        });
        let wrong = self.wrong.map_or_else(String::new, |words| {
            format!("<p class=\"said-wrong\">{}</p>", escaped(words))
        });
        let invalid = if self.wrong.is_some() { " aria-invalid=\"true\"" } else { "" };
        let (to_user, to_password) =
            if self.user.is_empty() { (" autofocus", "") } else { ("", " autofocus") };
        format!(
            "<p class=\"for\">You go on to <strong>{}</strong>.</p>\n\
             <form method=\"post\" action=\"{ACTION}\">\n\
             <div role=\"alert\" id=\"log-in-wrong\">{wrong}</div>\n{hidden}\
             <div class=\"field\">\n<label for=\"user\">User name</label>\n\
             <input id=\"user\" name=\"username\" value=\"{}\" autocomplete=\"username\" \
             autocapitalize=\"none\" spellcheck=\"false\" required \
             aria-describedby=\"log-in-wrong\"{invalid}{to_user}>\n</div>\n\
             <div class=\"field\">\n<label for=\"password\">Password</label>\n\
             <input id=\"password\" name=\"password\" type=\"password\" \
             autocomplete=\"current-password\" required \
             aria-describedby=\"log-in-wrong\"{invalid}{to_password}>\n</div>\n\
             <button class=\"button button-strong\" name=\"action\" value=\"log-in\">Log in</button>\n\
             <button class=\"button\" name=\"action\" value=\"cancel\" formnovalidate>Cancel</button>\n\
             </form>",
            escaped(&self.going_to),
            escaped(self.user),
        )
    }
}

/// The cookie of this browser, if it is of ours.
fn cookie(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|text| text.split(';')).filter_map(|it| it.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim() == COOKIE)?;
    let is_ours = URL_SAFE_NO_PAD.decode(value.trim()).is_ok_and(|bytes| bytes.len() == 24);
    is_ours.then(|| value.trim().to_owned())
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(char),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookie: &str) -> HeaderMap {
        [(header::COOKIE, HeaderValue::from_str(cookie).unwrap())].into_iter().collect()
    }

    #[test]
    fn a_form_is_of_the_browser_that_loaded_it() {
        let random = Random::default();
        let page = LogInPage::new(&random).unwrap();
        let browser = LogInPage::browser(&HeaderMap::new(), &random).unwrap();
        let ticket = URL_SAFE_NO_PAD.encode(hmac::sign(&page.tickets, browser.value.as_bytes()));
        let own = headers(&format!("other=1; {COOKIE}={}", browser.value));
        assert!(page.is_own_form(&own, &ticket));
        assert!(!LogInPage::browser(&own, &random).unwrap().is_new);
        let another = LogInPage::browser(&HeaderMap::new(), &random).unwrap();
        let another = headers(&format!("{COOKIE}={}", another.value));
        for (headers, ticket) in [
            (&another, &*ticket),
            (&HeaderMap::new(), &ticket),
            (&own, ""),
            (&own, &ticket[1..]),
            (&headers(&format!("{COOKIE}=short")), &ticket),
        ] {
            assert!(!page.is_own_form(headers, ticket));
        }
        let restarted = LogInPage::new(&random).unwrap();
        assert!(!restarted.is_own_form(&own, &ticket));
    }

    #[test]
    fn nothing_that_was_sent_becomes_html() {
        let form = Form {
            going_to: "<b>".to_owned(),
            hidden: vec![("state", "\"><script>")],
            user: "'\"&",
            wrong: Some("<i>"),
        };
        let html = form.html("t");
        assert!(!html.contains("<b>") && !html.contains("<script>") && !html.contains("<i>"));
        assert!(html.contains("value=\"&quot;&gt;&lt;script&gt;\""), "{html}");
        assert!(html.contains("value=\"&#39;&quot;&amp;\""), "{html}");
    }
}
