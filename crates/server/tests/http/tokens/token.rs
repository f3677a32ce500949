use reqwest::Method;
use serde_json::Value;

use crate::server::{API, Answer, Server, answer};

const TOKEN: &str = "/InContactAuthorizationServer/Token";

async fn ask(server: &Server, content_type: Option<&str>, body: &str) -> Answer {
    let mut request = server.request(Method::POST, TOKEN).body(body.to_owned());
    if let Some(content_type) = content_type {
        request = request.header("content-type", content_type);
    }
    answer(request).await
}

#[tokio::test]
async fn a2_the_token_call_comes_as_json_as_form_and_as_form_labelled_json() {
    let server = Server::demo();
    let json =
        r#"{"grant_type":"password","username":"Agent1","password":"demo","scope":"RealTimeApi"}"#;
    let form = "grant_type=password&username=agent1&password=demo&scope=RealTimeApi";
    for (content_type, body) in [
        (Some("application/json"), json),
        (Some("text/plain"), json),
        (None, json),
        (Some("application/x-www-form-urlencoded"), form),
        (Some("application/json"), form),
        (None, form),
    ] {
        let given = ask(&server, content_type, body).await;
        assert_eq!(given.status, 200, "{content_type:?} {}", given.body);
        let body = given.body.as_object().unwrap();
        let token = body["access_token"].as_str().unwrap();
        let expected = serde_json::json!({
            "token_type": "bearer", "expires_in": 3600, "scope": "RealTimeApi",
            "resource_server_base_uri": format!("{}/inContactAPI/", server.url),
            "refresh_token_server_uri": format!("{}{TOKEN}", server.url),
            "agent_id": 1, "team_id": 1, "bus_no": 1,
        });
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(body[key], *value, "{key}");
        }
        let read = server.get(&format!("{API}/agents/1"), token).await;
        assert_eq!(read.status, 200);
    }
}

#[tokio::test]
async fn the_kid_is_plain_letters() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let head = token.split('.').next().unwrap();
    assert!(!head.contains(['-', '_']), "{head}");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let server = Server::demo();
    let wrong = r#"{"grant_type":"password","username":"agent1","password":"wrong"}"#;
    let unknown = r#"{"grant_type":"password","username":"nobody","password":"demo"}"#;
    let (wrong, unknown) = (ask(&server, None, wrong).await, ask(&server, None, unknown).await);
    wrong.is_problem(401, "not-authenticated");
    assert_eq!(wrong.body["error"], "invalid_grant");
    assert_eq!(wrong.body, unknown.body);
}

#[tokio::test]
async fn an_incomplete_request_is_refused_as_oauth_says() {
    let server = Server::demo();
    for (body, error) in [
        ("", "unsupported_grant_type"),
        ("{}", "unsupported_grant_type"),
        ("grant_type=magic", "unsupported_grant_type"),
        ("grant_type=password&username=agent1", "invalid_request"),
        ("grant_type=refresh_token", "invalid_request"),
        (r#"{"grant_type":"password","username":1,"password":[]}"#, "invalid_request"),
        ("[]", "invalid_request"),
    ] {
        let refused = ask(&server, None, body).await;
        refused.is_problem(400, "bad-value");
        assert_eq!(refused.body["error"], error, "{body}");
        assert!(refused.body["error_description"].is_string());
    }
}

#[tokio::test]
async fn the_basic_header_is_checked_for_its_form_alone() {
    let server = Server::demo();
    let body = "grant_type=password&username=agent1&password=demo";
    // app@vendor:1
    for (header, status) in [
        ("basic YXBwQHZlbmRvcjox", 200),
        ("Basic YXBwQHZlbmRvcjox", 200),
        ("basic %%%", 400),
        ("nonsense", 400),
    ] {
        let request =
            server.request(Method::POST, TOKEN).header("authorization", header).body(body);
        assert_eq!(answer(request).await.status, status, "{header}");
    }
}

#[tokio::test]
async fn a_refresh_token_is_exchanged() {
    let server = Server::demo();
    let given = ask(&server, None, "grant_type=password&username=agent1&password=demo").await;
    let refresh = given.body["refresh_token"].as_str().unwrap();
    let renewed =
        ask(&server, None, &format!("grant_type=refresh_token&refresh_token={refresh}")).await;
    assert_eq!(renewed.status, 200, "{}", renewed.body);
    assert_ne!(renewed.body["refresh_token"], given.body["refresh_token"]);
    let token = renewed.body["access_token"].as_str().unwrap();
    assert_eq!(server.get(&format!("{API}/agents/1"), token).await.status, 200);
    // A refresh token is no access token, and an access token no refresh token.
    server.get(&format!("{API}/agents/1"), refresh).await.is_problem(401, "not-authenticated");
    let wrong =
        ask(&server, None, &format!("grant_type=refresh_token&refresh_token={token}")).await;
    wrong.is_problem(401, "not-authenticated");
}

#[tokio::test]
async fn too_many_attempts_have_to_wait_and_other_names_do_not() {
    let server = Server::demo();
    let wrong = "grant_type=password&username=agent1&password=wrong";
    for _ in 0..10 {
        assert_eq!(ask(&server, None, wrong).await.status, 401);
    }
    let right = "grant_type=password&username=agent1&password=demo";
    let refused = ask(&server, None, right).await;
    refused.is_problem(429, "too-many-attempts");
    let seconds: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=300).contains(&seconds), "{seconds}");
    assert_ne!(refused.body, Value::Null);
    server.token("agent2").await;
}
