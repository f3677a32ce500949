use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    agent::Agent,
    server::{Server, answer},
};

#[tokio::test]
async fn the_desktop_reads_its_pages() {
    let server = Server::demo();
    let pages = server.pages();
    let token = server.token("agent1").await;
    let read = server.get("/desktop/v1/settings", &token).await;
    assert_eq!(
        read.body["agent"],
        json!({
            "agentId": 1, "firstName": "Ada", "lastName": "Archer", "teamId": 1,
            "teamName": "Sales floor",
            "busNo": 1,
            "inspectsPages": true,
        })
    );
    let list = read.body["pages"].as_array().unwrap();
    let ids: Vec<&Value> = list.iter().map(|page| &page["pageId"]).collect();
    assert_eq!(ids, ["crm", "example", "knowledge", "tester"]);
    assert_eq!(
        list[0],
        json!({
            "pageId": "crm", "kind": "panel", "name": "CRM", "icon": "C",
            "url": format!("{pages}/crm/?ani={{ani}}"), "origins": [pages],
            "frameOrigins": [pages], "skills": [], "grants": ["contact-card"],
            "sandbox": [
                "allow-scripts", "allow-forms", "allow-same-origin", "allow-modals",
                "allow-downloads", "allow-popups", "allow-popups-to-escape-sandbox",
            ],
            "allow": "", "framing": "frame",
        })
    );
    assert_eq!(list[3]["grants"], json!(["session-token", "call-commands", "contact-card"]));
    let again = server.get("/desktop/v1/settings", &token).await;
    assert_eq!(read.body["version"], again.body["version"]);
    assert_ne!(read.body["version"], "");
}

#[tokio::test]
async fn settings_that_are_known_already_are_not_sent_again() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let read = server.get("/desktop/v1/settings", &token).await;
    let tag = read.headers["etag"].to_str().unwrap();
    let version = read.body["version"].as_str().unwrap();
    assert_eq!(tag, format!("\"{version}\""));
    let again = async |known: &str| {
        let request = server.request(Method::GET, "/desktop/v1/settings").bearer_auth(&token);
        answer(request.header("if-none-match", known)).await
    };
    let unchanged = again(tag).await;
    assert_eq!((unchanged.status, unchanged.body.as_str()), (304, Some("")));
    assert_eq!(again("\"other\"").await.status, 200);
}

async fn page_token(agent: &Agent<'_>, page: &str) -> String {
    let body = json!({"sessionId": agent.session, "page": page, "pageId": "tester"}).to_string();
    let answer = agent.server.post("/desktop/v1/page-tokens", &agent.token, &body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.body["sessionToken"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn p27_a_page_keeps_its_token_and_polls_without_taking_from_the_desktop() {
    let server = Server::demo();
    let mut desktop = Agent::start(&server, "agent1").await;
    let crm = page_token(&desktop, "crm#1").await;
    desktop.events().await;
    assert_eq!(page_token(&desktop, "crm#1").await, crm);
    assert_ne!(page_token(&desktop, "crm#2").await, crm);
    let mut page = Agent { server: &server, token: desktop.token.clone(), session: crm.clone() };
    assert_eq!(page.events().await[0]["Type"], "AgentSessionStart");
    page.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    assert_eq!(page.events().await[0]["CurrentState"], "Available");
    assert_eq!(desktop.events().await[0]["CurrentState"], "Available");
}

#[tokio::test]
async fn p27_a_token_ends_with_its_page() {
    let server = Server::demo();
    let desktop = Agent::start(&server, "agent1").await;
    let crm = page_token(&desktop, "crm#1").await;
    let ended = server.delete(&format!("/desktop/v1/page-tokens/{crm}"), &desktop.token, "").await;
    assert_eq!(ended.status, 204, "{}", ended.body);
    let mut page = Agent { server: &server, token: desktop.token.clone(), session: crm.clone() };
    assert!(matches!(page.poll("0").await.status, 404 | 409));
    assert_ne!(page_token(&desktop, "crm#1").await, crm);
}

#[tokio::test]
async fn p27_what_is_no_session_gets_no_token() {
    let server = Server::demo();
    let agent = Agent::start(&server, "agent1").await;
    let ask = async |body: Value| {
        server.post("/desktop/v1/page-tokens", &agent.token, &body.to_string()).await
    };
    let (session, page_id) = (&agent.session, "tester");
    ask(json!({"sessionId": "x", "page": "p", "pageId": page_id}))
        .await
        .is_problem(404, "unknown-agent-session");
    ask(json!({"sessionId": session, "pageId": page_id})).await.is_problem(400, "bad-value");
    ask(json!({"sessionId": session, "page": "p"})).await.is_problem(400, "bad-value");
    for page in [String::new(), "p".repeat(201)] {
        ask(json!({"sessionId": session, "page": page, "pageId": page_id}))
            .await
            .is_problem(400, "bad-value");
    }
}

#[tokio::test]
async fn p27_a_page_without_the_grant_gets_no_token() {
    let server = Server::demo();
    let agent = Agent::start(&server, "agent1").await;
    for page_id in ["crm", "nothing", ""] {
        let body = json!({"sessionId": agent.session, "page": "p", "pageId": page_id}).to_string();
        let refused = server.post("/desktop/v1/page-tokens", &agent.token, &body).await;
        refused.is_problem(403, "not-permitted");
    }
}
