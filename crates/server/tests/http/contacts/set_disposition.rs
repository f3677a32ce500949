use crate::{agent::Agent, server::Server};

#[tokio::test]
async fn an_outcome_must_be_one_of_the_skills() {
    let server = Server::demo();
    let (mut agent, contact) = Agent::in_call(&server, "agent1", 101).await;
    agent.command(contact, "end").await.is_taken();
    agent.until_status("Disconnected").await;
    agent.events().await;
    let path = format!("/interactions/{contact}/disposition");
    let long = "x".repeat(4001);
    for body in [
        String::new(),
        "{}".to_owned(),
        r#"{"primaryDispositionId":""}"#.to_owned(),
        r#"{"primaryDispositionId":4}"#.to_owned(),
        r#"{"primaryDispositionId":"one"}"#.to_owned(),
        r#"{"primaryDispositionId":1,"secondaryDispositionId":99}"#.to_owned(),
        format!(r#"{{"primaryDispositionId":1,"primaryDispositionNotes":"{long}"}}"#),
    ] {
        agent.post(&path, &body).await.is_problem(400, "bad-value");
    }
    assert_eq!(agent.events().await, Vec::<serde_json::Value>::new());
    let whole = r#"{"primaryDispositionId":"2","primaryDispositionNotes":"soon","primaryCommitmentAmount":12.5,
        "primaryCallbackTime":"2026-01-02T03:04:05Z","primaryCallbackNumber":5550123,"secondaryDispositionId":"3"}"#;
    agent.post(&path, whole).await.is_taken();
    agent.until(|event| event["FinalState"] == "True").await;
}

#[tokio::test]
async fn no_outcome_is_one_where_the_skill_requires_none() {
    let server = Server::demo();
    let (mut agent, contact) = Agent::in_call(&server, "agent1", 102).await;
    agent.command(contact, "end").await.is_taken();
    agent.until_status("Disconnected").await;
    let path = format!("/interactions/{contact}/disposition");
    let none = r#"{"primaryDispositionId":null,"primaryDispositionNotes":""}"#;
    agent.post(&path, none).await.is_taken();
    agent.until(|event| event["FinalState"] == "True").await;
}
