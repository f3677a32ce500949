use crate::{agent::Agent, server::Server};

#[tokio::test]
async fn an_agent_turns_to_a_contact_but_answers_one_that_rings() {
    let server = Server::demo();
    let mut ada = Agent::available(&server, "agent1").await;
    let contact = server.call(101, "+15551230001").await;
    ada.until_status("Incoming").await;
    ada.command(contact, "activate").await.is_problem(409, "not-in-this-state");
    ada.command(contact, "accept").await.is_taken();
    ada.until_status("Active").await;
    ada.command(contact, "activate").await.is_taken();
    ada.command(contact, "hold").await.is_taken();
    ada.until_status("Holding").await;
    ada.command(contact, "activate").await.is_taken();
    assert!(ada.events().await.is_empty(), "nothing changes");
    ada.command(contact, "end").await.is_taken();
    ada.until_status("Disconnected").await;
    ada.command(contact, "activate").await.is_taken();
    ada.command(contact + 1, "activate").await.is_problem(404, "unknown-contact");
}
