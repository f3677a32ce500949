use serde_json::json;

use crate::{
    agent::{Agent, is_instant},
    server::{API, Server},
};

#[tokio::test]
async fn an_agent_reads_who_waits_in_its_skills() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let read = async |path: &str| {
        let read = server.get(&format!("{API}/agents/1/{path}"), &token).await;
        assert_eq!(read.status, 200, "{}", read.body);
        read.body["queues"].as_array().unwrap().clone()
    };
    let none = |id, name: &str| {
        json!({
            "skillId": id, "skillName": name, "mediaTypeId": 4, "queueCount": 0,
            "longestQueueSeconds": 0,
        })
    };
    assert_eq!(read("queues").await, [none(101, "Sales"), none(102, "Support")]);
    server.call(102, "+15551230001").await;
    server.call(102, "+15551230002").await;
    let queues = read("queues?orderBy=queueCount%20desc").await;
    assert_eq!((&queues[0]["skillId"], &queues[0]["queueCount"]), (&json!(102), &json!(2)));
    assert!(is_instant(queues[0]["earliestQueueTime"].as_str().unwrap()), "{queues:?}");
    assert_eq!(read("queues?searchString=sal").await, [none(101, "Sales")]);
    // The details have how the skill's agents stand.
    let _cleo = Agent::start(&server, "agent3").await;
    let details = read("queues-detail").await;
    assert_eq!((&details[1]["queueCount"], &details[1]["agentsLoggedIn"]), (&json!(2), &json!(1)));
    for path in ["agents/2/queues", "agents/2/queues-detail"] {
        let others = server.get(&format!("{API}/{path}"), &token).await;
        others.is_problem(404, "unknown-resource");
    }
}
