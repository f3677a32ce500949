use serde_json::json;

use crate::{admin::Admin, agent::Agent, server::API};

#[tokio::test]
async fn an_agent_reads_the_messages_that_hold_and_hears_when_they_change() {
    let admin = Admin::demo().await;
    let server = &admin.server;
    let mut ada = Agent::start(server, "agent1").await;
    let cleo = server.token("agent3").await;
    let read = async |agent: u64, token: &str| {
        let read = server.get(&format!("{API}/agents/{agent}/messages"), token).await;
        assert_eq!(read.status, 200, "{}", read.body);
        read.body["messages"].as_array().unwrap().clone()
    };
    let welcome = read(1, &ada.token).await;
    assert_eq!(
        welcome,
        [json!({
            "MessageId": 1, "Subject": "Welcome to the demo",
            "MessageText": "Call a skill from the phone page, answer here, and look at what the \
                            pages are told.",
            "ValidUntil": "2099-12-31T23:59:59.000Z",
        })]
    );
    ada.events().await;
    let drill = json!({
        "subject": "Fire drill", "text": "At ten.", "valid_until": "2099-01-01T00:00:00Z",
        "teams": [1],
    });
    admin.put("/messages/2", &drill).await;
    ada.until(|event| event["Type"] == "UpdateMessages").await;
    assert_eq!(read(1, &ada.token).await[1]["Subject"], "Fire drill");
    assert_eq!(read(3, &cleo).await, welcome, "it is for another team");
    // One that holds no longer vanishes, but stays in the configuration.
    admin.patch("/messages/2", &json!({"valid_until": "2020-01-01T00:00:00Z"})).await;
    ada.until(|event| event["Type"] == "UpdateMessages").await;
    assert_eq!(read(1, &ada.token).await, welcome);
    assert_eq!(admin.get("/messages/2").await["valid_until"], "2020-01-01T00:00:00.000Z");
    let others = server.get(&format!("{API}/agents/1/messages"), &cleo).await;
    others.is_problem(404, "unknown-resource");
}
