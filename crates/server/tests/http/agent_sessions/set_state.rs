use reqwest::Method;

use crate::{
    agent::Agent,
    server::{Server, answer},
};

#[tokio::test]
async fn a_state_is_set_by_post_and_put_in_body_and_query() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let put = server
        .request(Method::PUT, &agent.path("/state"))
        .bearer_auth(&agent.token)
        .header("content-type", "text/plain")
        .body(r#"{"state":"Available","reason":""}"#);
    answer(put).await.is_taken();
    let events = agent.events().await;
    assert_eq!(events[0]["CurrentState"], "Available");
    agent.post("/state?state=unavailable&reason=lunch", "").await.is_taken();
    let events = agent.events().await;
    assert_eq!(events[0]["CurrentState"], "Unavailable");
    assert_eq!(events[0]["CurrentOutReason"], "Lunch");
}

#[tokio::test]
async fn an_unknown_state_or_code_is_refused_and_has_no_effect() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    for body in [
        "",
        r#"{"state":"Asleep"}"#,
        r#"{"state":null}"#,
        r#"{"state":["Available"]}"#,
        r#"{"state":"Unavailable","reason":"Holiday"}"#,
        r#"{"state":"Unavailable","reason":{}}"#,
    ] {
        agent.post("/state", body).await.is_problem(400, "bad-value");
    }
    let acw = r#"{"state":"Unavailable","reason":"Paperwork"}"#;
    agent.post("/state", acw).await.is_problem(409, "not-in-this-state");
    assert_eq!(agent.events().await, Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn on_a_contact_a_state_becomes_the_pending_one() {
    let server = Server::demo();
    let (mut agent, _) = Agent::in_call(&server, "agent1", 101).await;
    agent.events().await;
    agent.post("/state", r#"{"state":"Unavailable","reason":"Break"}"#).await.is_taken();
    let events = agent.events().await;
    assert_eq!(events[0]["CurrentState"], "InboundContact");
    assert_eq!(events[0]["NextStates"].as_array().unwrap().len(), 2);
    assert_eq!(
        events[0]["NextStates"][1],
        serde_json::json!({"State": "Unavailable", "OutReason": "Break"})
    );
}
