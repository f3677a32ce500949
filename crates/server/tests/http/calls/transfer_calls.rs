use crate::{agent::Agent, server::Server};

use super::three;

/// Section 5, transfer-calls: a new contact id under the same master id.
#[tokio::test]
async fn an_attended_transfer() {
    let server = Server::demo();
    let (mut ada, mut ben, customer, _, others) = three(&server).await;
    ada.post("/interactions/transfer-calls", "").await.is_taken();
    let events = ben.until(|event| event["CallType"] == "Regular").await;
    let call = events.iter().find(|event| event["CallType"] == "Regular").unwrap();
    assert_eq!(call["ContactID"], others.to_string());
    assert_eq!(call["MasterID"], customer.to_string());
    assert_eq!(call["ParentContactID"], customer.to_string());
    assert_eq!(call["ANI"], "+15551230001");
    let over = ada.until(|event| event["CurrentOutReason"] == "Paperwork").await;
    let code = |event: &serde_json::Value| event["DisconnectCode"] == "Transfer";
    assert_eq!(over.iter().filter(|event| code(event)).count(), 2);
    // The customer, who knows of none of this, hangs up.
    let path = format!("/simulator/v1/calls/{customer}");
    assert_eq!(server.get(&path, "").await.body["state"], "talking");
    server.open(reqwest::Method::DELETE, &path, "").await.is_taken();
    ben.until_status("Disconnected").await;
}

#[tokio::test]
async fn it_takes_two_calls() {
    let server = Server::demo();
    let agent = Agent::available(&server, "agent1").await;
    let none = agent.post("/interactions/transfer-calls", "{}").await;
    none.is_problem(409, "not-in-this-state");
}
