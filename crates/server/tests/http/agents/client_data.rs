use reqwest::Method;
use serde_json::json;

use crate::server::{API, Answer, Server, answer};

async fn put(server: &Server, token: &str, body: &str) -> Answer {
    let request = server.request(Method::PUT, &format!("{API}/agents/client-data"));
    answer(request.bearer_auth(token).body(body.to_owned())).await
}

#[tokio::test]
async fn settings_follow_the_agent_and_survive_a_crash() {
    let server = Server::demo();
    let path = format!("{API}/agents/client-data");
    let token = server.token("agent1").await;
    assert_eq!(server.get(&path, &token).await.body, json!({"Data": "{}"}));
    let text = r#"{"volume":7,"last":["5550123"]}"#;
    let set = json!({"agentId": "1", "dataSet": text}).to_string();
    put(&server, &token, &set).await.is_taken();
    let read = server.get(&format!("{path}?agentId=1"), &token).await;
    assert_eq!(read.body, json!({"Data": text}));
    // What is no text is kept as JSON text.
    put(&server, &token, r#"{"dataSet":{"volume":8}}"#).await.is_taken();
    let server = tokio::task::spawn_blocking(|| server.ended_by("-KILL").start()).await.unwrap();
    let read = server.get(&path, &server.token("agent1").await).await;
    assert_eq!(read.body, json!({"Data": r#"{"volume":8}"#}));
    let other = server.get(&path, &server.token("agent2").await).await;
    assert_eq!(other.body, json!({"Data": "{}"}));
}

#[tokio::test]
async fn they_are_the_agents_own_and_bounded() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let path = format!("{API}/agents/client-data?agentId=2");
    server.get(&path, &token).await.is_problem(404, "unknown-resource");
    let others = put(&server, &token, r#"{"agentId":2,"dataSet":"{}"}"#).await;
    others.is_problem(404, "unknown-resource");
    put(&server, &token, r#"{"agentId":1}"#).await.is_problem(400, "bad-value");
    let long = json!({"dataSet": "x".repeat(16 * 1024 + 1)}).to_string();
    put(&server, &token, &long).await.is_problem(400, "bad-value");
    let open = server.open(Method::PUT, &format!("{API}/agents/client-data"), "{}").await;
    open.is_problem(401, "not-authenticated");
}
