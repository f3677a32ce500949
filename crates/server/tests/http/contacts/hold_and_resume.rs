use crate::{agent::Agent, server::Server};

#[tokio::test]
async fn hold_and_resume_take_turns() {
    let server = Server::demo();
    let (mut agent, contact) = Agent::in_call(&server, "agent1", 101).await;
    agent.command(contact, "resume").await.is_problem(409, "not-in-this-state");
    agent.command(contact, "hold").await.is_taken();
    agent.until_status("Holding").await;
    agent.command(contact, "hold").await.is_problem(409, "not-in-this-state");
    agent.command(contact, "resume").await.is_taken();
    agent.until_status("Active").await;
}
