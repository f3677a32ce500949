use crate::{agent::Agent, server::Server};

#[tokio::test]
async fn a9_options_come_in_the_body_the_query_or_not_at_all() {
    let server = Server::demo();
    let (agent, _) = Agent::in_call(&server, "agent1", 101).await;
    let path = agent.path("");
    server.delete(&path, &agent.token, "").await.is_problem(409, "contacts-open");
    let no = r#"{"endContacts":"False","forceLogoff":0}"#;
    server.delete(&path, &agent.token, no).await.is_problem(409, "contacts-open");
    let body_wins = format!("{path}?endContacts=true");
    server.delete(&body_wins, &agent.token, no).await.is_problem(409, "contacts-open");
    server.delete(&body_wins, &agent.token, "").await.is_taken();

    let (agent, _) = Agent::in_call(&server, "agent2", 101).await;
    let yes = r#"{"forceLogoff":"True","endContacts":true,"ignorePersonalQueue":true}"#;
    server.delete(&agent.path(""), &agent.token, yes).await.is_taken();
}

#[tokio::test]
async fn e5_an_ended_session_gives_one_last_answer() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let path = (agent.path("/get-next-event?timeout=30"), agent.path(""));
    let (waited, ended) =
        tokio::join!(server.get(&path.0, &agent.token), server.delete(&path.1, &agent.token, ""));
    ended.is_taken();
    assert_eq!(waited.status, 200);
    assert_eq!(waited.body["events"][0]["Type"], "AgentSessionEnd");
    assert_eq!(waited.body["events"][0]["Success"], "True");
    assert!(waited.body["events"][0]["Message"].is_string());
    // The same id again: the answer may have been lost (E2).
    assert_eq!(agent.events().await.last().unwrap()["Type"], "AgentSessionEnd");
    agent.poll("0").await.is_problem(409, "agent-session-ended");
    server.delete(&agent.path(""), &agent.token, "").await.is_problem(409, "agent-session-ended");
    assert_eq!(Agent::start(&server, "agent1").await.events().await.len(), 3);
}
