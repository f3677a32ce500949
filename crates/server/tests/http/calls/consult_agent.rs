use crate::server::Server;

use super::three;

/// Section 5, consult-agent: the master id is kept, the customer waits.
#[tokio::test]
async fn another_agent_is_asked_about_a_customer() {
    let server = Server::demo();
    let (mut ada, mut ben, customer, own, others) = three(&server).await;
    // The full picture says how all stands.
    for (agent, contact) in [(&mut ada, own), (&mut ben, others)] {
        let path = format!("{}/agent-sessions/join", crate::server::API);
        let joined = agent.server.post(&path, &agent.token, "").await;
        joined.body["sessionId"].as_str().unwrap().clone_into(&mut agent.session);
        let picture = agent.events().await;
        let contact = contact.to_string();
        let call = picture.iter().find(|event| event["ContactID"] == contact).unwrap();
        assert_eq!(call["MasterID"], customer.to_string());
        assert_eq!(call["ParentContactID"], customer.to_string());
        assert_eq!((&call["Status"], &call["CallType"]), (&"Active".into(), &"Consult".into()));
    }
    ben.command(others, "end").await.is_taken();
    let events = ada.until_status("Disconnected").await;
    let over = events.iter().find(|event| event["Status"] == "Disconnected").unwrap();
    assert_eq!(
        (&over["FinalState"], &over["DisconnectCode"]),
        (&"True".into(), &"OtherAgent".into())
    );
    ada.command(customer, "resume").await.is_taken();
}
