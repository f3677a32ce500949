use reqwest::Method;
use serde_json::Value;

use crate::{
    log_in_page::{ASKED, BACK, asked_with, authorize, form, in_query, location},
    server::{Server, answer},
};

#[tokio::test]
async fn section_2_the_page_is_strict_about_what_it_may_do() {
    let server = Server::demo();
    let shown = authorize(&server, &ASKED).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    let said = |name: &str| shown.headers[name].to_str().unwrap().to_owned();
    let policy = said("content-security-policy");
    for part in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self' http://127.0.0.1:5123",
        "style-src 'sha256-",
    ] {
        assert!(policy.contains(part), "{part}: {policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains("script"), "{policy}");
    assert_eq!(said("x-frame-options"), "DENY");
    assert_eq!(said("cache-control"), "no-store");
    assert_eq!(said("content-type"), "text/html; charset=utf-8");
    let cookie = said("set-cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/auth/authorize"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let html = shown.body.as_str().unwrap();
    assert!(!html.contains("<script") && !html.contains("<ate>"), "{html}");
    assert!(html.contains("127.0.0.1:5123"), "people see where they go on to");
    // Scripts of other origins read nothing of it.
    let request = server.request(Method::GET, &format!("/auth/authorize?{}", form(&ASKED)));
    let read = answer(request.header("origin", server.pages())).await;
    assert!(!read.headers.contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn section_2_nobody_is_sent_to_an_address_that_is_not_configured() {
    let server = Server::demo();
    for redirect_uri in
        ["", "https://evil.example/", "http://127.0.0.1.evil.example/", "javascript:alert(1)"]
    {
        let refused = authorize(&server, &asked_with(&[("redirect_uri", redirect_uri)])).await;
        assert_eq!(refused.status, 400, "{redirect_uri}");
        assert!(!refused.headers.contains_key("location"));
        assert!(refused.body.as_str().unwrap().contains("redirect_uris"), "{}", refused.body);
    }
    let twice = [&ASKED[..], &[("redirect_uri", "https://evil.example/")]].concat();
    assert_eq!(authorize(&server, &twice).await.status, 400);
    let no_client = authorize(&server, &asked_with(&[("client_id", "")])).await;
    assert_eq!(no_client.status, 400);

    let closed = Server::with_config("no-redirects", "");
    assert_eq!(authorize(&closed, &ASKED).await.status, 400, "denied by default");
    let one = "[log_in]\nredirect_uris = [\"https://app.example/back\"]\n";
    let one = Server::with_config("one-redirect", one);
    assert_eq!(authorize(&one, &ASKED).await.status, 400);
    let own = asked_with(&[("redirect_uri", "https://app.example/back")]);
    assert_eq!(authorize(&one, &own).await.status, 200);
}

#[tokio::test]
async fn section_2_what_else_is_wrong_the_program_is_told_as_oauth_says() {
    let server = Server::demo();
    let long = "n".repeat(513);
    for (changed, error) in [
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", ""), "unsupported_response_type"),
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge", "short"), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("code_challenge_method", ""), "invalid_request"),
        (("response_mode", "fragment"), "invalid_request"),
        (("nonce", &long), "invalid_request"),
        (("prompt", "none"), "login_required"),
        (("request", "eyJ"), "request_not_supported"),
        (("request_uri", "https://a.example/"), "request_uri_not_supported"),
    ] {
        let told = authorize(&server, &asked_with(&[changed])).await;
        assert_eq!(told.status, 303, "{changed:?} {}", told.body);
        let to = location(&told);
        assert!(to.as_str().starts_with(BACK), "{to}");
        assert_eq!(in_query(&to, "error").as_deref(), Some(error), "{changed:?}");
        assert_eq!(in_query(&to, "state").as_deref(), Some("st & <ate>"));
        assert_eq!(in_query(&to, "iss").as_deref(), Some(&*server.url));
        assert!(in_query(&to, "error_description").is_some());
        assert_eq!(in_query(&to, "code"), None);
    }
    let twice = [&ASKED[..], &[("nonce", "two")]].concat();
    let told = authorize(&server, &twice).await;
    assert_eq!(in_query(&location(&told), "error").as_deref(), Some("invalid_request"));
    let many: Vec<_> = (0..65).map(|_| ("x", "y")).collect();
    let refused = authorize(&server, &many).await;
    refused.is_problem(400, "bad-value");
    assert_ne!(refused.body, Value::Null);
}
