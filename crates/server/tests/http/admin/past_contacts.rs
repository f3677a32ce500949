//! The contact history.

use reqwest::Method;
use serde_json::json;

use crate::agent::Agent;

use super::Admin;

const ANI: &str = "+15551239876";

#[tokio::test]
async fn what_became_of_contacts_can_be_searched_and_outlives_a_crash() {
    let mut admin = Admin::demo().await;
    let (first, waiting) = {
        let mut agent = Agent::available(&admin.server, "agent1").await;
        let first = admin.server.call(101, ANI).await;
        agent.until(|event| event["Status"] == "Incoming").await;
        agent.command(first, "accept").await.is_taken();
        agent.command(first, "hold").await.is_taken();
        agent.command(first, "resume").await.is_taken();
        agent.command(first, "end").await.is_taken();
        let outcome = json!({"primaryDispositionId": 1, "primaryDispositionNotes": "wants two"});
        let path = format!("/interactions/{first}/disposition");
        agent.post(&path, &outcome.to_string()).await.is_taken();
        agent.post("/state", r#"{"state":"Unavailable","reason":"Break"}"#).await.is_taken();
        (first, admin.server.call(101, ANI).await)
    };
    let read = admin.get(&format!("/contacts/{first}")).await;
    for (key, value) in [
        ("contact", json!(first)),
        ("skill", json!(101)),
        ("ani", json!(ANI)),
        ("agent", json!(1)),
        ("holds", json!(1)),
        ("ended_by", json!("agent")),
        ("disposition", json!(1)),
        ("notes", json!("wants two")),
    ] {
        assert_eq!(read[key], value, "{key} of {read}");
    }
    assert!(read["closed_at"].is_string() && read["answered_at"].is_string(), "{read}");
    let ids = |found: serde_json::Value| -> Vec<u64> {
        found.as_array().unwrap().iter().map(|it| it["contact"].as_u64().unwrap()).collect()
    };
    assert_eq!(ids(admin.get("/contacts").await), [waiting, first]);
    assert_eq!(ids(admin.get("/contacts?agent=1").await), [first]);
    assert_eq!(ids(admin.get("/contacts?skill=102").await), [0; 0]);
    assert_eq!(ids(admin.get("/contacts?limit=1").await), [waiting]);
    let next = admin.get(&format!("/contacts?limit=1&before={waiting}")).await;
    assert_eq!(ids(next), [first]);

    let ended = admin.server.ended_by("-KILL");
    admin.server = ended.start();
    assert_eq!(admin.get(&format!("/contacts/{first}")).await, read);
}

#[tokio::test]
async fn bad_searches_are_refused_in_words_and_agents_see_nothing() {
    let admin = Admin::demo().await;
    for query in ["limit=0", "limit=1001", "agent=x", "nonsense=1"] {
        let answer = admin.ask(Method::GET, &format!("/contacts?{query}"), "").await;
        answer.is_problem(400, "bad-value");
    }
    admin.ask(Method::GET, "/contacts/99999", "").await.is_problem(404, "unknown-contact");
    let agent = admin.server.token("agent1").await;
    let answer = admin.server.get("/admin/v1/contacts", &agent).await;
    assert!(matches!(answer.status, 401 | 403), "{}", answer.body);
}
