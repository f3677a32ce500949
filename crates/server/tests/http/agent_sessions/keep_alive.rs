//! E7: what a desktop says of itself between two polls counts as a sign of life.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::{
    agent::Agent,
    server::{API, Server},
};

/// Nobody polls for twice the agent's inactivity time-out. The one who says so is there.
#[tokio::test]
async fn e7_keep_alive_counts_as_a_sign_of_life() {
    let server = Server::demo();
    let start = async |user: &str| {
        let token = server.token(user).await;
        let body = r#"{"stationPhoneNumber":"5550100","inactivityTimeout":2}"#;
        let started = server.post(&format!("{API}/agent-sessions"), &token, body).await;
        let session = started.body["sessionId"].as_str().unwrap().to_owned();
        let agent = Agent { server: &server, token, session };
        agent.post("/state", r#"{"state":"Available"}"#).await.is_taken();
        agent
    };
    let (ada, ben) = (start("agent1").await, start("agent2").await);
    let states = async || {
        let read = server.get(&format!("{API}/agents/states"), &ada.token).await;
        read.body["agentStates"].clone()
    };
    let mut ticks = tokio::time::interval(Duration::from_millis(200));
    // Until the one who says nothing is taken for gone, and some time more.
    let mut gone_for = 0;
    while gone_for < 5 {
        ticks.tick().await;
        ada.post("/keep-alive", "").await.is_taken();
        let states = states().await;
        assert_eq!(states[0]["agentStateName"], "Available");
        if states[1]["agentStateName"] == "Unavailable" {
            assert_eq!(states[1]["outStateDescription"], "Inactive");
            gone_for += 1;
        }
    }
    // Being there makes nobody Available again.
    ben.post("/keep-alive", "{}").await.is_taken();
    assert_eq!(states().await[1]["agentStateName"], json!("Unavailable"));
}

#[tokio::test]
async fn only_the_own_living_agent_session_is_kept_alive() {
    let server = Server::demo();
    let agent = Agent::start(&server, "agent1").await;
    let other = server.token("agent2").await;
    let path = agent.path("/keep-alive");
    server.post(&path, &other, "").await.is_problem(404, "unknown-agent-session");
    server.open(Method::POST, &path, "").await.is_problem(401, "not-authenticated");
    server.delete(&agent.path(""), &agent.token, "").await.is_taken();
    server.post(&path, &agent.token, "").await.is_problem(409, "agent-session-ended");
}
