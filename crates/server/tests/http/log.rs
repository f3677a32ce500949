//! Nothing of a customer or an agent stands in the log, even at its most talkative.

use reqwest::Method;

use crate::{agent::Agent, server::Server};

#[tokio::test]
async fn no_number_name_password_token_or_note_is_logged() {
    let server = Server::demo();
    let (mut agent, contact) = Agent::in_call(&server, "agent1", 101).await;
    let refused = r#"{"grant_type":"password","username":"agent1","password":"s3cret-Word"}"#;
    server.open(Method::POST, "/InContactAuthorizationServer/Token", refused).await;
    let number = r#"{"skillId":101,"ani":"+15559998877 nonsense"}"#;
    server.open(Method::POST, "/simulator/v1/calls", number).await.is_problem(400, "bad-value");
    agent.post("/state", r#"{"state":"Grumbling-Unlike"}"#).await.is_problem(400, "bad-value");
    agent.command(contact, "end").await.is_taken();
    agent.until_status("Disconnected").await;
    let disposition = r#"{"primaryDispositionId":1,"primaryDispositionNotes":"ailing-aunt"}"#;
    agent.post(&format!("/interactions/{contact}/disposition"), disposition).await.is_taken();
    agent.until(|event| event["FinalState"] == "True").await;
    let secrets = [
        "5551230001",
        "5550199",
        "5550100",
        "5559998877",
        "s3cret-Word",
        "Grumbling-Unlike",
        "ailing-aunt",
        "Ada",
        "Archer",
        "agent1",
        "eyJ",
        &agent.session.clone()[..22],
        &agent.token.clone()[..40],
    ]
    .map(str::to_owned);
    let (status, log) = server.end("-TERM");
    assert!(status.success());
    assert!(log.contains("/disposition"), "the log says what was asked for:\n{log}");
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} stands in the log:\n{log}");
    }
}
