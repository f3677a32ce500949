use reqwest::Method;
use serde_json::json;

use crate::{
    agent::{Agent, is_instant},
    server::{API, Server},
};

#[tokio::test]
async fn an_agent_reads_the_contacts_that_it_has_and_no_others() {
    let server = Server::demo();
    let (ada, contact) = Agent::in_call(&server, "agent1", 101).await;
    ada.command(contact, "record").await.is_taken();
    server.call(101, "+15551230002").await;
    let read = server.get(&format!("{API}/contacts/active"), &ada.token).await;
    let mut row = read.body["resultSet"]["activeContacts"][0].clone();
    for time in ["contactStart", "lastStateChange"] {
        assert!(is_instant(row[time].as_str().unwrap()), "{row}");
        row.as_object_mut().unwrap().remove(time);
    }
    let expected = json!({
        "contactId": contact, "masterContactId": contact, "agentId": 1, "teamId": 1,
        "skillId": 101, "skillName": "Sales", "mediaTypeId": 4, "state": "Active",
        "fromAddress": "+15551230001", "toAddress": "5550199", "isOutbound": false,
        "isLogged": true,
    });
    assert_eq!(row, expected);
    assert_eq!(read.body["resultSet"]["activeContacts"].as_array().unwrap().len(), 1);
    let ben = server.token("agent2").await;
    let none = server.get(&format!("{API}/contacts/active"), &ben).await;
    assert_eq!(none.body, json!({"resultSet": {"activeContacts": []}}));
    let open = server.open(Method::GET, &format!("{API}/contacts/active"), "").await;
    open.is_problem(401, "not-authenticated");
}
