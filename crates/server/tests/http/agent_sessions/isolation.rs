//! An agent reaches only its own sessions and contacts: others are not there, without a hint.

use crate::{
    agent::Agent,
    server::{API, Server},
};

const EVERYTHING: [&str; 18] = [
    "/state?state=Available",
    "/agent-phone/dial",
    "/agent-phone/mute",
    "/agent-phone/unmute",
    "/agent-phone/end",
    "/interactions/CONTACT/accept",
    "/interactions/CONTACT/reject",
    "/interactions/CONTACT/hold",
    "/interactions/CONTACT/resume",
    "/interactions/CONTACT/mask",
    "/interactions/CONTACT/unmask",
    "/interactions/CONTACT/record",
    "/interactions/CONTACT/end",
    "/interactions/CONTACT/disposition?primaryDispositionId=1",
    "",
    "/get-next-event?timeout=0",
    "DELETE",
    "PAGE-TOKEN",
];

#[tokio::test]
async fn nobody_reaches_another_agents_session() {
    let server = Server::demo();
    let (mut owner, contact) = Agent::in_call(&server, "agent1", 101).await;
    owner.events().await;
    let stranger = server.token("agent2").await;
    let base = owner.path("");
    for rest in EVERYTHING {
        let rest = rest.replace("CONTACT", &contact.to_string());
        let path = format!("{base}{rest}");
        let answer = match rest.as_str() {
            "" | "/get-next-event?timeout=0" => server.get(&path, &stranger).await,
            "DELETE" => server.delete(&base, &stranger, r#"{"forceLogoff":true}"#).await,
            "PAGE-TOKEN" => {
                let body =
                    format!(r#"{{"sessionId":"{}","page":"p","pageId":"tester"}}"#, owner.session);
                server.post("/desktop/v1/page-tokens", &stranger, &body).await
            }
            _ => server.post(&path, &stranger, "").await,
        };
        answer.is_problem(404, "unknown-agent-session");
        assert_eq!(answer.body.get("detail"), None, "{rest}");
    }
    assert_eq!(owner.events().await, Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn nobody_reaches_another_agents_contact_from_the_own_session() {
    let server = Server::demo();
    let (mut owner, contact) = Agent::in_call(&server, "agent1", 101).await;
    owner.events().await;
    let stranger = Agent::start(&server, "agent2").await;
    for word in [
        "accept",
        "reject",
        "hold",
        "resume",
        "mask",
        "unmask",
        "record",
        "end",
        "disposition?primaryDispositionId=1",
    ] {
        for contact in [contact.to_string(), "999999".to_owned(), "x".to_owned(), "-1".to_owned()] {
            let answer = stranger.post(&format!("/interactions/{contact}/{word}"), "").await;
            answer.is_problem(404, "unknown-contact");
            assert_eq!(answer.body.get("detail"), None);
        }
    }
    assert_eq!(owner.events().await, Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn nothing_is_done_without_a_token_that_holds() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let (head, rest) = agent.token.split_once('.').unwrap();
    let (body, signature) = rest.split_once('.').unwrap();
    // {"alg":"none","typ":"JWT"}
    let none = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{body}.");
    let flipped: String = signature.chars().rev().collect();
    for token in
        ["", "x", "a.b.c", &none, &format!("{head}.{body}.{flipped}"), &format!("{head}.{body}.")]
    {
        for rest in ["/state?state=Available", "/agent-phone/dial", "/interactions/1/accept"] {
            let answer = server.post(&agent.path(rest), token, "").await;
            answer.is_problem(401, "not-authenticated");
            assert_eq!(answer.headers["www-authenticate"], "Bearer");
        }
    }
    let path = format!("{API}/agent-sessions");
    server.open(reqwest::Method::POST, &path, "").await.is_problem(401, "not-authenticated");
    assert_eq!(agent.events().await, Vec::<serde_json::Value>::new());
}
