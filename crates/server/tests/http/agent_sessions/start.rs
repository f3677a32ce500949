use crate::{
    agent::Agent,
    server::{API, Server},
};

#[tokio::test]
async fn a_session_id_has_no_6_no_0_and_no_hyphen() {
    let server = Server::demo();
    let agent = Agent::start(&server, "agent1").await;
    assert!(agent.session.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    assert!(!agent.session.contains(['6', '0', '-']), "{}", agent.session);
}

#[tokio::test]
async fn an_agent_with_a_session_is_told_to_join_it() {
    let server = Server::demo();
    let agent = Agent::start(&server, "agent1").await;
    let again = server.post(&format!("{API}/agent-sessions"), &agent.token, "{}").await;
    again.is_problem(409, "agent-session-exists");
}

#[tokio::test]
async fn a3_a4_parameters_come_in_any_form() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    for body in [
        "",
        "{}",
        r#"{"stationId":"","stationPhoneNumber":"WebRTC","asAgentId":"nonsense"}"#,
        r#"{"stationId":1001,"stationPhoneNumber":5550100,"asAgentId":""}"#,
        r#"{"inactivityTimeout":"120","inactivityForceLogout":"True","asAgentId":7}"#,
        r#"{"inactivityTimeout":null,"inactivityForceLogout":false,"asAgentId":{}}"#,
    ] {
        let started = server.post(&format!("{API}/agent-sessions"), &token, body).await;
        assert_eq!(started.status, 202, "{body}: {}", started.body);
        let session = started.body["sessionId"].as_str().unwrap();
        server.delete(&format!("{API}/agent-sessions/{session}"), &token, "").await.is_taken();
    }
    let in_query = format!("{API}/agent-sessions?stationPhoneNumber=5550177&inactivityTimeout=90");
    let started = server.post(&in_query, &token, "").await;
    let path = format!("{API}/agent-sessions/{}", started.body["sessionId"].as_str().unwrap());
    assert_eq!(server.get(&path, &token).await.body["stationPhoneNumber"], "5550177");
}

#[tokio::test]
async fn a_value_of_a_wrong_kind_has_no_effect() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let path = format!("{API}/agent-sessions");
    for body in [
        r#"{"stationId":["a"]}"#,
        r#"{"stationPhoneNumber":{}}"#,
        r#"{"inactivityTimeout":-1}"#,
        r#"{"inactivityTimeout":"soon"}"#,
        r#"{"inactivityTimeout":99999999999}"#,
        r#"{"inactivityForceLogout":"perhaps"}"#,
    ] {
        server.post(&path, &token, body).await.is_problem(400, "bad-value");
    }
    assert_eq!(server.post(&path, &token, "").await.status, 202);
}
