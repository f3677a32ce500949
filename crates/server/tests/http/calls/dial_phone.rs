use crate::{agent::Agent, server::Server};

use super::contact_of;

/// Section 5, dial-phone: Dialing, Active, and the work after it.
#[tokio::test]
async fn a_number_is_called() {
    let server = Server::demo();
    let mut agent = Agent::available(&server, "agent1").await;
    let body = r#"{"phoneNumber":"+1 555 123 0009","skillName":"sales"}"#;
    agent.post("/dial-phone", body).await.is_taken();
    let events = agent.until_status("Active").await;
    let dialing =
        events.iter().find(|event| event["Status"] == "Dialing" && event["ANI"] != "").unwrap();
    assert_eq!(dialing["CallType"], "Regular");
    assert_eq!(dialing["IsInbound"], "False");
    assert_eq!(dialing["DNIS"], "+15551230009");
    assert!(dialing.get("Timeout").is_none() && dialing.get("ParentContactID").is_none());
    assert!(events.iter().any(|event| event["CurrentState"] == "OutboundContact"));
    agent.command(contact_of(&events, "Active"), "end").await.is_taken();
    let over = agent.until_status("Disconnected").await;
    assert_eq!(over.last().unwrap()["CurrentOutReason"], "Paperwork");
}

#[tokio::test]
async fn who_does_not_answer_ends_the_call() {
    let server = Server::demo();
    let mut agent = Agent::available(&server, "agent1").await;
    agent.post("/dial-phone?phoneNumber=5550998&skillId=101", "").await.is_taken();
    let events = agent.until_status("Disconnected").await;
    let over = events.iter().find(|event| event["Status"] == "Disconnected").unwrap();
    assert_eq!(over["DisconnectCode"], "Busy");
}

#[tokio::test]
async fn what_cannot_be_called_is_refused() {
    let server = Server::demo();
    let agent = Agent::available(&server, "agent1").await;
    for body in [
        "{}",
        r#"{"phoneNumber":""}"#,
        r#"{"phoneNumber":"call me"}"#,
        r#"{"phoneNumber":"1","skillId":102}"#,
        r#"{"phoneNumber":"1","skillName":"Nothing"}"#,
    ] {
        agent.post("/dial-phone", body).await.is_problem(400, "bad-value");
    }
    let parent = r#"{"phoneNumber":"1","parentContactId":77}"#;
    agent.post("/dial-phone", parent).await.is_problem(404, "unknown-contact");
    agent.post("/dial-phone", r#"{"phoneNumber":"5550999"}"#).await.is_taken();
    let again = agent.post("/dial-phone", r#"{"phoneNumber":"1"}"#).await;
    again.is_problem(409, "not-in-this-state");
}
