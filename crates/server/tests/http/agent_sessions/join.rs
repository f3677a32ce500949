use crate::{
    agent::Agent,
    server::{API, Server},
};

const JOIN: &str = "/agent-sessions/join";

#[tokio::test]
async fn e3_e6_the_first_answer_after_a_join_is_the_whole_picture() {
    let server = Server::demo();
    let (mut agent, contact) = Agent::in_call(&server, "agent1", 101).await;
    for body in ["", "{}", r#"{"asAgentId":1}"#] {
        let joined = server.post(&format!("{API}{JOIN}"), &agent.token, body).await;
        assert_eq!(joined.status, 202, "{}", joined.body);
        agent.session = joined.body["sessionId"].as_str().unwrap().to_owned();
        let events = agent.events().await;
        let types: Vec<&str> = events.iter().map(|event| event["Type"].as_str().unwrap()).collect();
        assert_eq!(
            types,
            [
                "AgentSessionStart",
                "AgentState",
                "AgentLeg",
                "MchAgentSettingsChangeEvent",
                "CallContactEvent",
                // The demo has one that shows while a call of this skill is there.
                "Indicator"
            ]
        );
        assert_eq!(events[4]["ContactID"], contact.to_string());
        assert_eq!(events[4]["Status"], "Active");
    }
}

#[tokio::test]
async fn e4_a_take_over_ends_the_ids_issued_before() {
    let server = Server::demo();
    let mut before = Agent::start(&server, "agent1").await;
    before.events().await;
    let (poll, join) = (before.path("/get-next-event?timeout=30"), format!("{API}{JOIN}"));
    let (waited, taken) = tokio::join!(
        server.get(&poll, &before.token),
        server.post(&join, &before.token, r#"{"takeOver":true}"#)
    );
    assert_eq!(waited.status, 200, "{}", waited.body);
    assert_eq!(waited.body["events"][0]["Type"], "RemoteAgentSessionEnd");
    before.session = waited.body["sessionId"].as_str().unwrap().to_owned();
    before.poll("0").await.is_problem(409, "agent-session-ended");
    before.post("/state", r#"{"state":"Available"}"#).await.is_problem(409, "agent-session-ended");
    let mut after = Agent {
        server: &server,
        token: before.token.clone(),
        session: taken.body["sessionId"].as_str().unwrap().to_owned(),
    };
    assert_eq!(after.events().await[0]["Type"], "AgentSessionStart");
    after.post("/state", r#"{"state":"Available"}"#).await.is_taken();
}

#[tokio::test]
async fn an_agent_without_a_session_has_none_to_join() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let joined = server.post(&format!("{API}{JOIN}"), &token, "").await;
    joined.is_problem(404, "unknown-agent-session");
}
