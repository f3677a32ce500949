use serde_json::json;

use crate::{agent::Agent, server::Server};

#[tokio::test]
async fn what_an_agent_says_is_taken_in_any_keys_and_bounded() {
    let server = Server::demo();
    let agent = Agent::start(&server, "agent1").await;
    for body in ["", "{}", r#"{"categoryId":1,"priority":"High","comment":"Fine"}"#] {
        agent.post("/submit-feedback", body).await.is_taken();
    }
    agent.post("/submit-feedback?comment=Fine", "").await.is_taken();
    let long = json!({"comment": "x".repeat(8_001)}).to_string();
    agent.post("/submit-feedback", &long).await.is_problem(400, "bad-value");
    let other = server.token("agent2").await;
    let refused = server.post(&agent.path("/submit-feedback"), &other, "{}").await;
    refused.is_problem(404, "unknown-agent-session");
    let (_, logged) = server.end("-TERM");
    assert!(!logged.contains("Fine"), "what is said stands in no log");
}
