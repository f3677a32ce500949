//! Who may do all this: administrators, and nobody else.

use reqwest::Method;
use serde_json::{Value, json};

use crate::server::{API, answer};

use super::{Admin, PASSWORD, log_in, token};

/// Every operation but those that give the first token, with a body that would change something.
const OPERATIONS: [(&str, &str, &str); 29] = [
    ("GET", "/contacts", ""),
    ("GET", "/contacts/10001", ""),
    ("GET", "/business-unit", ""),
    ("PUT", "/business-unit", r#"{"number":9}"#),
    ("PATCH", "/business-unit", r#"{"number":9}"#),
    ("GET", "/teams", ""),
    ("GET", "/teams/1", ""),
    ("PUT", "/teams/9", r#"{"name":"Nine"}"#),
    ("PATCH", "/teams/1", r#"{"name":"Nine"}"#),
    ("DELETE", "/unavailable-codes/1", ""),
    ("PUT", "/agents/1/password", r#"{"password":"another password"}"#),
    ("GET", "/pages/crm/framing", ""),
    ("PUT", "/administrators/root/password", r#"{"password":"another password"}"#),
    ("PUT", "/administrators/mallory", r#"{"name":"M"}"#),
    ("DELETE", "/administrators/root", ""),
    ("DELETE", "/agents/1/agent-session", ""),
    ("GET", "/agent-sessions", ""),
    ("GET", "/export", ""),
    ("POST", "/import?exact=true", ""),
    ("GET", "/access-keys", ""),
    ("POST", "/agents/1/access-keys", "{}"),
    ("DELETE", "/access-keys/none", ""),
    ("GET", "/sign-ins", ""),
    ("DELETE", "/sign-ins/1", ""),
    ("DELETE", "/agents/1/sign-ins", ""),
    ("POST", "/token-key", r#"{"at_once":true}"#),
    ("PATCH", "/administrators/root", r#"{"name":"M"}"#),
    ("GET", "/nothing", ""),
    ("GET", "/nothing/1", ""),
];

#[test]
fn every_route_is_among_the_operations() {
    let document = include_str!("../../../../../docs/openapi.json");
    let document: Value = serde_json::from_str(document).unwrap();
    let paths: Vec<_> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .filter_map(|path| path.strip_prefix("/admin/v1"))
        .filter(|path| !["/token", "/init"].contains(path))
        .collect();
    assert_eq!(paths.len(), 18);
    for path in paths {
        let of_path = |asked: &str| {
            let asked = asked.split('?').next().unwrap();
            let (asked, route) = (asked.split('/'), path.split('/'));
            asked.clone().count() == route.clone().count()
                && asked.zip(route).all(|(asked, route)| route.starts_with('{') || asked == route)
        };
        assert!(OPERATIONS.iter().any(|(_, asked, _)| of_path(asked)), "{path} is not asked for");
    }
}

#[tokio::test]
async fn nobody_without_an_administrators_token_gets_anything() {
    let admin = Admin::demo().await;
    let server = &admin.server;
    let agent = server.token("agent1").await;
    let before = admin.get("/export").await;
    let (head, rest) = admin.token.split_once('.').unwrap();
    let forged = format!("{head}.x{rest}");
    for (method, path, body) in OPERATIONS {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let path = format!("/admin/v1{path}");
        let open = server.open(method.clone(), &path, body).await;
        open.is_problem(401, "not-authenticated");
        let as_agent = server.request(method.clone(), &path).bearer_auth(&agent).body(body);
        let as_agent = answer(as_agent).await;
        as_agent.is_problem(403, "not-permitted");
        assert!(as_agent.body["detail"].as_str().unwrap().contains("an agent's"), "{path}");
        let with_forged = server.request(method, &path).bearer_auth(&forged).body(body);
        answer(with_forged).await.is_problem(401, "not-authenticated");
    }
    assert_eq!(admin.get("/export").await, before);
    let as_agent = server.get(&format!("{API}/agents/1"), &admin.token).await;
    as_agent.is_problem(401, "not-authenticated");
    assert!(as_agent.body["detail"].as_str().unwrap().contains("an administrator's"));
}

#[tokio::test]
async fn scripts_of_other_origins_may_not_ask() {
    let admin = Admin::demo().await;
    let pages = admin.server.pages();
    let request = admin.server.request(Method::GET, "/admin/v1/teams").header("origin", pages);
    let read = answer(request.bearer_auth(&admin.token)).await;
    assert!(!read.headers.contains_key("access-control-allow-origin"));
    assert_eq!(read.headers["cache-control"], "no-store");
    assert!(!read.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn a_token_ends_with_the_password_and_with_the_administrator() {
    let mut admin = Admin::demo().await;
    let root = admin.token.clone();
    assert_eq!(admin.put("/administrators/Second", &json!({"name": "Se"})).await.status, 201);
    let set = json!({"password": "one more long word"});
    assert_eq!(admin.put("/administrators/second/password", &set).await.status, 204);
    let second = token(&admin.server, "second", "one more long word").await;

    // The second one changes the first one's password.
    admin.token = second.clone();
    let set = json!({"password": "quite another password"});
    assert_eq!(admin.put("/administrators/root/password", &set).await.status, 204);
    admin.token = root;
    admin.ask(Method::GET, "/teams", "").await.is_problem(401, "not-authenticated");
    log_in(&admin.server, "root", PASSWORD).await.is_problem(401, "not-authenticated");
    admin.token = token(&admin.server, "root", "quite another password").await;
    assert_eq!(admin.ask(Method::DELETE, "/administrators/second", "").await.status, 204);
    let last = admin.ask(Method::DELETE, "/administrators/root", "").await;
    last.is_problem(409, "not-in-this-state");

    // The second is gone, and comes back as another.
    admin.token = second;
    admin.ask(Method::GET, "/teams", "").await.is_problem(401, "not-authenticated");
    admin.token = token(&admin.server, "root", "quite another password").await;
    admin.put("/administrators/second", &json!({})).await;
    log_in(&admin.server, "second", "one more long word")
        .await
        .is_problem(401, "not-authenticated");
}

#[tokio::test]
async fn passwords_are_not_tried_without_end() {
    let admin = Admin::demo().await;
    for _ in 0..10 {
        let wrong = log_in(&admin.server, "root", "wrong").await;
        wrong.is_problem(401, "not-authenticated");
        assert_eq!(wrong.body["detail"], "login or password is wrong");
    }
    let refused = log_in(&admin.server, "ROOT", PASSWORD).await;
    refused.is_problem(429, "too-many-attempts");
    assert!(refused.headers.contains_key("retry-after"));
    let unknown = log_in(&admin.server, "nobody", "wrong").await;
    assert_eq!(unknown.body["detail"], "login or password is wrong");
    // An agent of any name has a count of its own.
    admin.server.token("agent1").await;
}
