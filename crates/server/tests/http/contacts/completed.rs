use serde_json::{Value, json};

use crate::{
    agent::{Agent, is_instant},
    server::{API, Server},
};

/// An agent who has had so many calls of a skill, by id.
async fn after_calls<'a>(server: &'a Server, user: &str, calls: u64) -> (Agent<'a>, Vec<u64>) {
    let mut agent = Agent::available(server, user).await;
    let mut contacts = Vec::new();
    for call in 0..calls {
        let contact = server.call(102, &format!("+1555123000{call}")).await;
        agent.until_status("Incoming").await;
        agent.command(contact, "accept").await.is_taken();
        agent.until_status("Active").await;
        agent.command(contact, "end").await.is_taken();
        let form = r#"{"primaryDispositionId":4,"primaryDispositionNotes":"Done"}"#;
        agent.post(&format!("/interactions/{contact}/disposition"), form).await.is_taken();
        agent.until(|event| event["CurrentState"] == "Available").await;
        contacts.push(contact);
    }
    (agent, contacts)
}

#[tokio::test]
async fn an_agent_searches_the_contacts_that_it_has_had() {
    let server = Server::demo();
    let (cleo, contacts) = after_calls(&server, "agent3", 3).await;
    let search = async |query: &str| {
        let read = server.get(&format!("{API}/contacts/completed{query}"), &cleo.token).await;
        assert_eq!(read.status, 200, "{query} {}", read.body);
        let rows = read.body["completedContacts"].as_array().unwrap().clone();
        let ids: Vec<_> = rows.iter().map(|row| row["contactId"].as_u64().unwrap()).collect();
        (ids, read.body["totalRecords"].as_u64().unwrap(), rows)
    };
    let newest_first: Vec<_> = contacts.iter().rev().copied().collect();
    let (ids, total, rows) = search("").await;
    assert_eq!((&ids, total), (&newest_first, 3));
    let mut row = rows[2].clone();
    for time in ["contactStart", "lastUpdateTime"] {
        assert!(is_instant(row[time].as_str().unwrap()), "{row}");
    }
    let lasting =
        ["inQueue", "agent", "hold", "acw", "totalDuration"].map(|it| format!("{it}Seconds"));
    assert!(lasting.iter().all(|key| row[key].as_u64().unwrap() < 60), "{row}");
    let row = row.as_object_mut().unwrap();
    let is_timed =
        |key: &str| key.ends_with("Seconds") || ["contactStart", "lastUpdateTime"].contains(&key);
    row.retain(|key, _| !is_timed(key));
    let expected = json!({
        "contactId": contacts[0], "masterContactId": contacts[0], "agentId": 3,
        "firstName": "Cleo", "lastName": "Castle", "teamId": 2, "teamName": "Support floor",
        "skillId": 102, "skillName": "Support", "mediaTypeId": 4, "fromAddr": "+15551230000",
        "toAddr": "5550199", "isOutbound": false, "abandoned": false, "isLogged": false,
        "holdCount": 0, "primaryDispositionId": 4, "dispositionNotes": "Done",
    });
    assert_eq!(Value::Object(row.clone()), expected);

    assert_eq!(search("?orderBy=contactStart%20asc&skip=1&top=1").await.0, contacts[1..2]);
    assert_eq!(search("?top=1").await.1, 3, "on all pages together");
    assert_eq!(search("?skillId=101").await.1, 0);
    assert_eq!(search("?skillId=102&agentId=3").await.1, 3);
    assert_eq!(search("?startDate=2020-01-01&endDate=2099-01-01").await.1, 3);
    assert_eq!(search("?endDate=2020-01-01").await.1, 0);
    assert_eq!(search("?updatedSince=2099-01-01T00:00:00Z").await.1, 0);
    let path = format!("{API}/contacts/completed?fields=contactId&top=1");
    let read = server.get(&path, &cleo.token).await;
    assert_eq!(read.body["completedContacts"], json!([{"contactId": newest_first[0]}]));
    for (query, said) in [
        ("startDate=soon", "startDate: an instant"),
        ("endDate=soon", "endDate: an instant"),
        ("skillId=x", "a whole number"),
        ("orderBy=skillName", "orderBy: contactId or contactStart"),
        ("searchString=x", "searchString: what is listed here has no name"),
        ("top=10001", "top: a whole number from 0 to 10000"),
    ] {
        let path = format!("{API}/contacts/completed?{query}");
        let refused = server.get(&path, &cleo.token).await;
        refused.is_problem(400, "bad-value");
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.contains(said), "{query}: {detail}");
    }
}

#[tokio::test]
async fn contacts_of_others_are_not_there() {
    let server = Server::demo();
    let (cleo, contacts) = after_calls(&server, "agent3", 1).await;
    let ada = server.token("agent1").await;
    let none = server.get(&format!("{API}/contacts/completed"), &ada).await;
    assert_eq!(none.body, json!({"completedContacts": [], "totalRecords": 0}));
    let named = server.get(&format!("{API}/contacts/completed?agentId=3"), &ada).await;
    named.is_problem(404, "unknown-resource");
    let path = format!("{API}/contacts/{}", contacts[0]);
    assert_eq!(server.get(&path, &cleo.token).await.body["dispositionNotes"], "Done");
    let other = server.get(&path, &ada).await;
    other.is_problem(404, "unknown-contact");
    assert_eq!(other.body.get("detail"), None);
}
