use crate::{agent::Agent, server::Server};

#[tokio::test]
async fn p37_a_second_record_has_no_effect() {
    let server = Server::demo();
    let (mut agent, contact) = Agent::in_call(&server, "agent1", 101).await;
    agent.events().await;
    agent.command(contact, "record").await.is_taken();
    let events = agent.events().await;
    assert_eq!(events[0]["IsLogging"], "True");
    let again = agent.command(contact, "record").await;
    assert!(matches!(again.status, 202 | 409), "{}", again.body);
    assert_eq!(agent.events().await, Vec::<serde_json::Value>::new());
}
