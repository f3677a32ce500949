use crate::{agent::Agent, server::Server};

#[tokio::test]
async fn only_a_call_that_rings_is_answered() {
    let server = Server::demo();
    let (agent, contact) = Agent::in_call(&server, "agent1", 101).await;
    agent.command(contact, "accept").await.is_problem(409, "not-in-this-state");
}

#[tokio::test]
async fn a3_a_command_takes_any_body_that_can_be_read() {
    let server = Server::demo();
    let mut agent = Agent::available(&server, "agent1").await;
    let contact = server.call(101, "+15551230001").await;
    agent.until_status("Incoming").await;
    for wrong in ["[1]", "{", "\"a\"", "{\"a\":1,\"a\":1}", "\u{0}"] {
        let answer = agent.post(&format!("/interactions/{contact}/accept"), wrong).await;
        answer.is_problem(400, "bad-value");
    }
    agent.post(&format!("/interactions/{contact}/accept"), r#"{"more":[1]}"#).await.is_taken();
    agent.until_status("Active").await;
}
