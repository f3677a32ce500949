//! The log-in page as a browser without JavaScript uses it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::{Client, Method, RequestBuilder, redirect::Policy};
use url::Url;

use crate::server::{Answer, Server, answer};

/// The example of RFC 7636, appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub(crate) const BACK: &str = "http://127.0.0.1:5123/back?kept=1";
pub(crate) const CLIENT: &str = "app@vendor";

/// A request that is in order.
pub(crate) const ASKED: [(&str, &str); 9] = [
    ("response_type", "code"),
    ("client_id", CLIENT),
    ("redirect_uri", BACK),
    ("state", "st & <ate>"),
    ("nonce", "n-1"),
    ("scope", "openid"),
    ("display", "popup"),
    ("code_challenge", CHALLENGE),
    ("code_challenge_method", "S256"),
];

/// A request that is in order but for these parameters; an empty value leaves one out.
pub(crate) fn asked_with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let is_changed = |name: &str| changed.iter().any(|(its, _)| *its == name);
    let mut asked: Vec<_> = ASKED.into_iter().filter(|(name, _)| !is_changed(name)).collect();
    asked.extend(changed.iter().filter(|(_, value)| !value.is_empty()));
    asked
}

pub(crate) fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Follows no redirect.
pub(crate) fn browser() -> Client {
    Client::builder().redirect(Policy::none()).build().unwrap()
}

pub(crate) async fn authorize(server: &Server, asked: &[(&str, &str)]) -> Answer {
    let url = format!("{}/auth/authorize?{}", server.url, form(asked));
    answer(browser().get(url)).await
}

/// The page as it was loaded: its hidden fields and its cookie.
pub(crate) struct Page {
    pub(crate) hidden: Vec<(String, String)>,
    pub(crate) cookie: String,
}

impl Page {
    pub(crate) async fn load(server: &Server, asked: &[(&str, &str)]) -> Self {
        Self::of(&authorize(server, asked).await)
    }

    pub(crate) fn of(answer: &Answer) -> Self {
        assert_eq!(answer.status, 200, "{}", answer.body);
        let cookie = answer.headers["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { hidden: hidden(answer.body.as_str().unwrap()), cookie }
    }

    /// What is sent when a button is pressed.
    pub(crate) fn submit(&self, server: &Server, typed: &[(&str, &str)]) -> RequestBuilder {
        let own = self.hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<_> = own.chain(typed.iter().copied()).collect();
        browser()
            .request(Method::POST, format!("{}/auth/authorize", server.url))
            .header("cookie", &self.cookie)
            .header("origin", &server.url)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form(&pairs))
    }
}

fn hidden(html: &str) -> Vec<(String, String)> {
    let value = |input: &str, name: &str| {
        let rest = input.split_once(&format!("{name}=\"")).unwrap().1;
        let text = rest.split('"').next().unwrap();
        let text = text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
        text.replace("&#39;", "'").replace("&amp;", "&")
    };
    let inputs = html.split("<input type=\"hidden\"").skip(1);
    inputs.map(|input| (value(input, "name"), value(input, "value"))).collect()
}

/// Logs in at the page.
pub(crate) async fn log_in(server: &Server, asked: &[(&str, &str)], user: &str) -> Url {
    let page = Page::load(server, asked).await;
    let sent = answer(page.submit(server, &[("username", user), ("password", "demo")])).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    location(&sent)
}

pub(crate) fn location(answer: &Answer) -> Url {
    Url::parse(answer.headers["location"].to_str().unwrap()).unwrap()
}

pub(crate) fn in_query(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// Gets a code for a program.
pub(crate) async fn code(server: &Server, user: &str) -> String {
    in_query(&log_in(server, &ASKED, user).await, "code").unwrap()
}

/// What a program sends to exchange a code, but for these parameters.
pub(crate) async fn exchange(server: &Server, code: &str, changed: &[(&str, &str)]) -> Answer {
    let all = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", BACK),
        ("client_id", CLIENT),
        ("code_verifier", VERIFIER),
    ];
    let is_changed = |name: &str| changed.iter().any(|(its, _)| *its == name);
    let mut pairs: Vec<_> = all.into_iter().filter(|(name, _)| !is_changed(name)).collect();
    pairs.extend(changed.iter().filter(|(_, value)| !value.is_empty()));
    server.open(Method::POST, "/auth/token", &form(&pairs)).await
}

/// The claims of a token, unverified.
pub(crate) fn claims(token: &str) -> serde_json::Value {
    let body = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).unwrap()).unwrap()
}
