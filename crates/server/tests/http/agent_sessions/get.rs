use crate::{
    agent::{Agent, is_instant},
    server::Server,
};

#[tokio::test]
async fn a_session_is_read_as_it_is() {
    let server = Server::demo();
    let (agent, _) = Agent::in_call(&server, "agent1", 101).await;
    let read = server.get(&agent.path(""), &agent.token).await;
    assert_eq!(read.status, 200);
    assert!(is_instant(read.body["startTime"].as_str().unwrap()));
    let mut body = read.body;
    body["startTime"] = "TIME".into();
    assert_eq!(
        body,
        serde_json::json!({
            "sessionId": agent.session, "agentSessionNumber": 1, "agentId": 1, "busNo": 1,
            "stationId": "", "stationPhoneNumber": "5550100", "startTime": "TIME",
            "agentState": "InboundContact", "outReason": "", "contactCount": 1,
        })
    );
}
