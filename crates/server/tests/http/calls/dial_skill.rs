use crate::{agent::Agent, server::Server};

/// Section 5, dial-skill: whoever is free first.
#[tokio::test]
async fn a_skill_is_called() {
    let server = Server::demo();
    let mut ada = Agent::available(&server, "agent1").await;
    ada.post("/dial-skill", "{}").await.is_problem(400, "bad-value");
    ada.post("/dial-skill", r#"{"skillId":77}"#).await.is_problem(404, "unknown-resource");
    ada.post("/dial-skill", r#"{"skillId":"102"}"#).await.is_taken();
    ada.until_status("Dialing").await;
    let mut cleo = Agent::start(&server, "agent3").await;
    cleo.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    let events = cleo.until_status("Incoming").await;
    assert!(events.iter().any(|event| event["CallType"] == "Consult" && event["Skill"] == "102"));
}
