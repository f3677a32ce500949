use crate::{agent::Agent, server::Server};

/// Section 5, custom-data: it comes back with each event of the contact.
#[tokio::test]
async fn data_is_kept_with_the_contact() {
    let server = Server::demo();
    let (mut agent, contact) = Agent::in_call(&server, "agent1", 101).await;
    let path = format!("/interactions/{contact}/custom-data");
    let body = r#"{"indicatorName":"Order","data":"order=17|vip=yes"}"#;
    agent.post(&path, body).await.is_taken();
    let told = agent.until(|event| event["CustomData"] == "order=17|vip=yes").await;
    assert_eq!(told.last().unwrap()["Status"], "Active");
    agent.post(&path, r#"{"data":"vip=no"}"#).await.is_taken();
    agent.until(|event| event["CustomData"] == "order=17|vip=no").await;
    agent.post(&path, "").await.is_problem(400, "bad-value");
    let long = format!(r#"{{"data":"{}"}}"#, "x".repeat(4_001));
    agent.post(&path, &long).await.is_problem(400, "bad-value");
}
