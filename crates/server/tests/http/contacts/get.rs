use serde_json::json;

use crate::{
    agent::Agent,
    server::{API, Server},
};

#[tokio::test]
async fn an_agent_reads_a_contact_that_it_has_and_that_of_another_is_not_there() {
    let server = Server::demo();
    let (ada, contact) = Agent::in_call(&server, "agent1", 101).await;
    let waiting = server.call(101, "+15551230002").await;
    let path = |contact: &dyn std::fmt::Display| format!("{API}/contacts/{contact}");
    let read = server.get(&format!("{}?fields=contactId,state", path(&contact)), &ada.token).await;
    assert_eq!(read.body, json!({"contactId": contact, "state": "Active"}));
    let ben = server.token("agent2").await;
    for (contact, token) in [
        (contact.to_string(), &ben),
        (waiting.to_string(), &ada.token),
        ("99999".to_owned(), &ada.token),
        ("x".to_owned(), &ada.token),
    ] {
        let read = server.get(&path(&contact), token).await;
        read.is_problem(404, "unknown-contact");
        assert_eq!(read.body.get("detail"), None, "{contact}");
    }
}
