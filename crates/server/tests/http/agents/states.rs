use serde_json::{Value, json};

use crate::{
    agent::{Agent, is_instant},
    server::{API, Server},
};

async fn states(server: &Server, token: &str, query: &str) -> Vec<Value> {
    let read = server.get(&format!("{API}/agents/states{query}"), token).await;
    assert_eq!(read.status, 200, "{}", read.body);
    read.body["agentStates"].as_array().unwrap().clone()
}

#[tokio::test]
async fn all_agents_are_there_as_they_stand() {
    let server = Server::demo();
    let (mut ada, contact) = Agent::in_call(&server, "agent1", 101).await;
    let ben = Agent::start(&server, "agent2").await;
    ben.post("/state", r#"{"state":"Unavailable","reason":"Lunch"}"#).await.is_taken();
    let cleo = server.token("agent3").await;
    let mut all = states(&server, &cleo, "").await;
    for state in &mut all[..2] {
        assert!(is_instant(state["startDate"].as_str().unwrap()), "{state}");
        state.as_object_mut().unwrap().remove("startDate");
    }
    assert_eq!(
        json!(all),
        json!([
            {
                "agentId": 1, "firstName": "Ada", "lastName": "Archer", "teamId": 1,
                "teamName": "Sales floor", "agentStateId": 3, "agentStateName": "InboundContact",
                "isACW": false, "outStateDescription": "", "contactId": contact, "skillId": 101,
                "skillName": "Sales", "openContacts": 1,
            },
            {
                "agentId": 2, "firstName": "Ben", "lastName": "Brook", "teamId": 1,
                "teamName": "Sales floor", "agentStateId": 2, "agentStateName": "Unavailable",
                "isACW": false, "outStateDescription": "Lunch", "outStateId": 2, "openContacts": 0,
            },
            {
                "agentId": 3, "firstName": "Cleo", "lastName": "Castle", "teamId": 2,
                "teamName": "Support floor", "agentStateId": 0, "agentStateName": "LoggedOut",
                "isACW": false, "outStateDescription": "", "openContacts": 0,
            },
        ])
    );
    ada.command(contact, "end").await.is_taken();
    ada.until_status("Disconnected").await;
    let work = states(&server, &cleo, "?searchString=ada").await;
    assert_eq!((work.len(), &work[0]["isACW"]), (1, &json!(true)));
}

#[tokio::test]
async fn only_those_who_stand_otherwise_since_are_told() {
    let server = Server::demo();
    let token = server.token("agent3").await;
    let _ada = Agent::start(&server, "agent1").await;
    let ben = Agent::start(&server, "agent2").await;
    let poll = async |since: &str| {
        let path = format!("{API}/cache/agentstate?lastPollTime={since}");
        let read = server.get(&path, &token).await;
        assert_eq!(read.status, 200, "{}", read.body);
        let set = &read.body["resultSet"];
        let time = set["lastPollTime"].as_str().unwrap().to_owned();
        assert!(is_instant(&time));
        let rows = set["agentState"].as_array().unwrap();
        let of = |row: &Value| (row["agentId"].clone(), row["agentStateName"].clone());
        (rows.iter().map(of).collect::<Vec<_>>(), time)
    };
    let (all, since) = poll("").await;
    assert_eq!(all.len(), 3);
    // The next instant, whatever the clock's grain: what changed at the same one is told again.
    ben.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    let (changed, _) = poll(&since).await;
    assert!(changed.contains(&(json!(2), json!("Available"))), "{changed:?}");
    assert!(
        !changed.iter().any(|(agent, _)| *agent == 3),
        "nothing became of agent 3: {changed:?}"
    );
    server.delete(&ben.path(""), &ben.token, "").await.is_taken();
    let (changed, _) = poll(&since).await;
    assert!(changed.contains(&(json!(2), json!("LoggedOut"))), "{changed:?}");
    let none = states(&server, &token, "?updatedSince=2099-01-01").await;
    assert_eq!(none, [] as [Value; 0]);
}

#[tokio::test]
async fn a_bad_value_is_said_in_words_and_a_token_is_needed() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    for path in ["agents/states?updatedSince=soon", "cache/agentstate?lastPollTime=5"] {
        let refused = server.get(&format!("{API}/{path}"), &token).await;
        refused.is_problem(400, "bad-value");
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.ends_with("an instant like 2030-01-31T12:00:00Z"), "{detail}");
    }
    for path in ["agents/states", "cache/agentstate"] {
        let open = server.open(reqwest::Method::GET, &format!("{API}/{path}"), "").await;
        open.is_problem(401, "not-authenticated");
    }
}
