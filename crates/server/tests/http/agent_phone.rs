use crate::{
    agent::Agent,
    server::{API, Server},
};

#[tokio::test]
async fn the_leg_is_dialled_and_ended() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.post("/agent-phone/end", "").await.is_problem(409, "not-in-this-state");
    agent.post("/agent-phone/dial", "").await.is_taken();
    agent.until(|event| event["Type"] == "AgentLeg" && event["Status"] == "Active").await;
    agent.post("/agent-phone/dial", "").await.is_problem(409, "not-in-this-state");
    agent.post("/agent-phone/end", "").await.is_taken();
    let events = agent.until(|event| event["Status"] == "Disconnected").await;
    assert_eq!(events.last().unwrap()["FinalState"], "True");
}

#[tokio::test]
async fn mute_belongs_to_the_leg() {
    let server = Server::demo();
    let (mut agent, _) = Agent::in_call(&server, "agent1", 101).await;
    agent.post("/agent-phone/mute", "").await.is_taken();
    let events = agent.until(|event| event["Type"] == "Mute").await;
    assert_eq!(events.last().unwrap()["AgentMuted"], "True");
    agent.post("/agent-phone/unmute", "").await.is_taken();
    let events = agent.until(|event| event["Type"] == "Mute").await;
    assert_eq!(events.last().unwrap()["AgentMuted"], "False");
}

#[tokio::test]
async fn a_leg_that_cannot_be_had_makes_the_agent_unavailable_with_a_reason() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let body = r#"{"stationPhoneNumber":"unreachable1"}"#;
    let started = server.post(&format!("{API}/agent-sessions"), &token, body).await;
    assert_eq!(started.status, 202, "{}", started.body);
    let session = started.body["sessionId"].as_str().unwrap().to_owned();
    let mut agent = Agent { server: &server, token, session };
    agent.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    server.call(101, "+15551230001").await;
    let events = agent
        .until(|event| event["CurrentState"] == "Unavailable" && event["CurrentOutReason"] != "")
        .await;
    assert!(
        events.iter().any(|event| event["Type"] == "AgentLeg" && event["FinalState"] == "True")
    );
}
