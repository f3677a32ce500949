use crate::{agent::Agent, server::Server};

#[tokio::test]
async fn a_held_call_can_be_ended_and_a_ringing_one_cannot() {
    let server = Server::demo();
    let mut agent = Agent::available(&server, "agent1").await;
    let contact = server.call(101, "+15551230001").await;
    agent.until_status("Incoming").await;
    agent.command(contact, "end").await.is_problem(409, "not-in-this-state");
    agent.command(contact, "accept").await.is_taken();
    agent.command(contact, "hold").await.is_taken();
    agent.command(contact, "end").await.is_taken();
    agent.until_status("Disconnected").await;
    agent.command(contact, "end").await.is_problem(409, "not-in-this-state");
}
