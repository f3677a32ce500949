use crate::{agent::Agent, server::Server};

use super::contact_of;

/// Section 5, dial-agent.
#[tokio::test]
async fn an_agent_is_called_and_answers() {
    let server = Server::demo();
    let mut ada = Agent::available(&server, "agent1").await;
    let body = r#"{"targetAgentId":2}"#;
    ada.post("/dial-agent", body).await.is_problem(409, "not-in-this-state");
    let mut ben = Agent::available(&server, "agent2").await;
    ada.post("/dial-agent", body).await.is_taken();
    let incoming = ben.until_status("Incoming").await;
    let call = incoming.iter().find(|event| event["Status"] == "Incoming").unwrap();
    assert_eq!(call["CallType"], "Consult");
    assert_eq!(call["IsInbound"], "True");
    assert!(incoming.iter().any(|event| event["CurrentState"] == "InboundConsult"));
    ben.command(contact_of(&incoming, "Incoming"), "accept").await.is_taken();
    let events = ada.until_status("Active").await;
    assert!(events.iter().any(|event| event["CurrentState"] == "OutboundConsult"));
}

#[tokio::test]
async fn nobody_is_called_who_is_not_there() {
    let server = Server::demo();
    let ada = Agent::available(&server, "agent1").await;
    ada.post("/dial-agent", "{}").await.is_problem(400, "bad-value");
    ada.post("/dial-agent", r#"{"targetAgentId":77}"#).await.is_problem(404, "unknown-resource");
    let self_called = ada.post("/dial-agent", r#"{"targetAgentId":1}"#).await;
    self_called.is_problem(409, "not-in-this-state");
}
