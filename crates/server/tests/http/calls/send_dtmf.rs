use crate::{agent::Agent, server::Server};

/// Section 5, send-dtmf.
#[tokio::test]
async fn tones_are_sent_into_the_call_that_is_up() {
    let server = Server::demo();
    let (agent, contact) = Agent::in_call(&server, "agent1", 101).await;
    let body = r#"{"dtmfSequence":"12#","toneDurationMS":"100","toneSpacingMS":100}"#;
    agent.post("/send-dtmf", body).await.is_taken();
    agent.post("/send-dtmf?dtmfSequence=5", "").await.is_taken();
    for body in ["", r#"{"dtmfSequence":"x"}"#, r#"{"dtmfSequence":"1","toneDurationMS":1}"#] {
        agent.post("/send-dtmf", body).await.is_problem(400, "bad-value");
    }
    agent.command(contact, "hold").await.is_taken();
    agent.post("/send-dtmf", body).await.is_problem(409, "not-in-this-state");
}
