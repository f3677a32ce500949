use serde_json::{Value, json};

use crate::{
    agent::{Agent, is_instant},
    server::{API, Server},
};

#[tokio::test]
async fn it_says_who_waits_and_how_each_skills_agents_stand() {
    let server = Server::demo();
    let (ada, contact) = Agent::in_call(&server, "agent1", 101).await;
    let _cleo = Agent::start(&server, "agent3").await;
    server.call(101, "+15551230002").await;
    let read = async || {
        let read = server.get(&format!("{API}/skills/activity"), &ada.token).await;
        assert_eq!(read.status, 200, "{}", read.body);
        let mut skills = read.body["skillActivity"].as_array().unwrap().clone();
        for skill in &mut skills {
            let skill = skill.as_object_mut().unwrap();
            assert!(is_instant(skill.remove("serverTime").unwrap().as_str().unwrap()));
            assert!(skill.remove("longestQueueSeconds").unwrap().as_u64().unwrap() < 60);
            let earliest = skill.remove("earliestQueueTime");
            assert_eq!(earliest.is_some(), skill["queueCount"] != 0);
            assert!(earliest.is_none_or(|earliest| is_instant(earliest.as_str().unwrap())));
        }
        Value::Array(skills)
    };
    let sales = |queue, active, acw| {
        json!({
            "skillId": 101, "skillName": "Sales", "isActive": true, "mediaTypeId": 4,
            "queueCount": queue, "contactsActive": active, "agentsLoggedIn": 1,
            "agentsAvailable": 0, "agentsWorking": 1, "agentsACW": acw, "agentsUnavailable": 0,
        })
    };
    let support = |acw| {
        json!({
            "skillId": 102, "skillName": "Support", "isActive": true, "mediaTypeId": 4,
            "queueCount": 0, "contactsActive": 0, "agentsLoggedIn": 2, "agentsAvailable": 0,
            "agentsWorking": 1, "agentsACW": acw, "agentsUnavailable": 1,
        })
    };
    assert_eq!(read().await, json!([sales(1, 1, 0), support(0)]));
    // Work after a contact is work, and the contact is with the agent until it is done.
    ada.command(contact, "end").await.is_taken();
    assert_eq!(read().await, json!([sales(1, 1, 1), support(1)]));
}
