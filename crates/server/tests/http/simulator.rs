use reqwest::Method;
use serde_json::json;

use crate::{
    agent::Agent,
    server::{Answer, Server, answer},
};

const CALLS: &str = "/simulator/v1/calls";
const BODY: &str = r#"{"skillId":101,"ani":"+15551230001"}"#;

async fn place(server: &Server, header: Option<(&str, &str)>, body: &str) -> Answer {
    let mut request = server.request(Method::POST, CALLS).body(body.to_owned());
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    answer(request).await
}

#[tokio::test]
async fn a_call_is_placed_heard_and_hung_up() {
    let server = Server::demo();
    let mut agent = Agent::available(&server, "agent1").await;
    let contact = server.call(101, "+15551230001").await;
    let path = format!("{CALLS}/{contact}");
    agent.until_status("Incoming").await;
    let state = async || server.open(Method::GET, &path, "").await.body;
    assert_eq!(state().await, json!({"contactId": contact, "state": "ringing"}));
    agent.command(contact, "accept").await.is_taken();
    assert_eq!(state().await["state"], "talking");
    agent.command(contact, "hold").await.is_taken();
    assert_eq!(state().await["state"], "on-hold");
    server.open(Method::DELETE, &path, "").await.is_taken();
    let events = agent.until_status("Disconnected").await;
    assert!(events.iter().any(|event| event["DisconnectCode"] == "Contact"));
    assert_eq!(state().await["state"], "ended");
    server.open(Method::DELETE, &path, "").await.is_problem(404, "unknown-contact");
}

#[tokio::test]
async fn a_call_without_agents_waits() {
    let server = Server::demo();
    let contact = server.call(102, "+15551230001").await;
    let read = server.open(Method::GET, &format!("{CALLS}/{contact}"), "").await;
    assert_eq!(read.body["state"], "waiting");
    for path in ["999", "x", "-1"] {
        let path = format!("{CALLS}/{path}");
        server.open(Method::GET, &path, "").await.is_problem(404, "unknown-contact");
        server.open(Method::DELETE, &path, "").await.is_problem(404, "unknown-contact");
    }
    let skills = server.open(Method::GET, "/simulator/v1/skills", "").await;
    assert_eq!(
        skills.body,
        json!({"skills": [
            {"skillId": 101, "skillName": "Sales"}, {"skillId": 102, "skillName": "Support"},
        ]})
    );
}

#[tokio::test]
async fn a_call_of_any_other_shape_has_no_effect() {
    let server = Server::demo();
    let mut agent = Agent::available(&server, "agent1").await;
    for body in [
        "",
        "{}",
        "[]",
        r#"{"skillId":101}"#,
        r#"{"skillId":101,"ani":""}"#,
        r#"{"skillId":101,"ani":5}"#,
        r#"{"skillId":101,"ani":"<b>"}"#,
        r#"{"skillId":-1,"ani":"+1"}"#,
        r#"{"skillId":"a","ani":"+1"}"#,
        &format!(r#"{{"skillId":101,"ani":"{}"}}"#, "1".repeat(65)),
    ] {
        place(&server, None, body).await.is_problem(400, "bad-value");
    }
    let unknown = place(&server, None, r#"{"skillId":9,"ani":"+1"}"#).await;
    unknown.is_problem(404, "unknown-resource");
    assert_eq!(agent.events().await, Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn no_foreign_page_places_a_call() {
    let server = Server::demo();
    let pages = server.pages();
    let port = server.url.rsplit(':').next().unwrap();
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", pages.as_str()),
        ("host", "evil.example"),
        ("host", "localhost.evil.example"),
    ] {
        let refused = place(&server, Some((name, value)), BODY).await;
        refused.is_problem(403, "not-permitted");
        assert!(!refused.headers.contains_key("access-control-allow-origin"));
    }
    for (name, value) in [
        ("origin", server.url.clone()),
        ("origin", format!("http://127.0.0.1:{port}")),
        ("host", format!("127.0.0.1:{port}")),
    ] {
        assert_eq!(place(&server, Some((name, &value)), BODY).await.status, 201, "{value}");
    }
}

#[tokio::test]
async fn switched_off_it_is_not_there() {
    let server = Server::with_config("no-simulator", "");
    place(&server, None, BODY).await.is_problem(404, "unknown-address");
    server.open(Method::GET, "/phone", "").await.is_problem(404, "unknown-address");
}
