use crate::{agent::Agent, server::Server};

#[tokio::test]
async fn a_refused_call_goes_back_to_its_place_and_to_the_next_agent() {
    let server = Server::demo();
    let mut first = Agent::available(&server, "agent1").await;
    let contact = server.call(101, "+15551230001").await;
    first.until_status("Incoming").await;
    first.command(contact, "reject").await.is_taken();
    let events = first.until_status("Disconnected").await;
    let call = events.iter().find(|event| event["Status"] == "Disconnected").unwrap();
    assert_eq!(call["FinalState"], "True");
    first.command(contact, "accept").await.is_problem(404, "unknown-contact");
    let mut second = Agent::start(&server, "agent2").await;
    second.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    let events = second.until_status("Incoming").await;
    let call = events.iter().find(|event| event["Status"] == "Incoming").unwrap();
    assert_eq!(call["ContactID"], contact.to_string());
}
