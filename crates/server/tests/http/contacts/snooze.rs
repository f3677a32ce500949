use crate::{agent::Agent, server::Server};

#[tokio::test]
async fn a_call_cannot_be_put_away() {
    let server = Server::demo();
    let (ada, contact) = Agent::in_call(&server, "agent1", 101).await;
    ada.command(contact, "snooze").await.is_problem(409, "not-in-this-state");
    ada.command(contact + 1, "snooze").await.is_problem(404, "unknown-contact");
}
