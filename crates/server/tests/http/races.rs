//! Polls, commands and the network, all at once.

use std::sync::Arc;

use reqwest::Method;
use serde_json::Value;
use tokio::task::JoinSet;

use crate::{
    agent::Agent,
    server::{API, Answer, Server, answer},
    wire::{Wire, four_parked, request, status_and_body},
};

/// The states of an answer, in order.
fn states(events: &[Value]) -> Vec<String> {
    let states = events.iter().filter(|event| event["Type"] == "AgentState");
    states.map(|state| state["CurrentState"].as_str().unwrap().to_owned()).collect()
}

fn events(body: &Value) -> &[Value] {
    body["events"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// A poll that goes on while the test does.
fn parked(server: &Server, session: &str, token: &str) -> impl Future<Output = Answer> + use<> {
    let path = format!("{API}/agent-sessions/{session}/get-next-event?timeout=60");
    answer(server.request(Method::GET, &path).bearer_auth(token))
}

#[tokio::test]
async fn commands_that_cross_the_answers_of_polls_lose_and_double_nothing() {
    const CHANGES: usize = 120;
    let server = Arc::new(Server::demo());
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let (session, token) = (agent.session.clone(), agent.token.clone());
    let commands = tokio::spawn({
        let server = Arc::clone(&server);
        async move {
            for change in 0..CHANGES {
                let state = if change % 2 == 0 { "Available" } else { "Unavailable" };
                // With the id of before the first change, all the time.
                let path = format!("{API}/agent-sessions/{session}/state?state={state}");
                server.post(&path, &token, "").await.is_taken();
            }
        }
    });
    let mut came = Vec::new();
    while came.len() < CHANGES {
        let answer = agent.poll("60").await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        came.extend(states(events(&answer.body)));
    }
    commands.await.unwrap();
    assert_eq!(agent.poll("0").await.status, 304);
    for (change, state) in came.iter().enumerate() {
        assert_eq!(state, if change % 2 == 0 { "Available" } else { "Unavailable" }, "{change}");
    }
}

#[tokio::test]
async fn four_polls_at_once_are_answered_and_a_fifth_ends_the_oldest() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let mut polls = Vec::new();
    for number in 1..=4 {
        polls.push(tokio::spawn(parked(&server, &agent.session, &agent.token)));
        server.until_parked(number).await;
    }
    let fifth = tokio::spawn(parked(&server, &agent.session, &agent.token));
    let oldest = polls.remove(0).await.unwrap();
    assert_eq!((oldest.status, &oldest.body), (304, &Value::String(String::new())));
    server.until_parked(4).await;
    agent.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    polls.push(fifth);
    for poll in polls {
        let answer = poll.await.unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(states(events(&answer.body)), ["Available"]);
    }
    server.until_parked(0).await;
}

#[tokio::test]
async fn each_poll_at_once_is_answered_from_its_own_id() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    let first = agent.session.clone();
    agent.events().await;
    let second = agent.session.clone();
    agent.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    agent.events().await;
    let third = agent.session.clone();
    let newest = tokio::spawn(parked(&server, &third, &agent.token));
    server.until_parked(1).await;
    // The first id brings all of it, or the picture, in which that is too.
    let from_first = parked(&server, &first, &agent.token).await;
    assert_eq!(from_first.body["events"][0]["Type"], "AgentSessionStart");
    assert_eq!(states(events(&from_first.body)).last().unwrap(), "Available");
    let from_second = parked(&server, &second, &agent.token).await;
    assert_eq!(states(events(&from_second.body)).last().unwrap(), "Available");
    agent.post("/state", r#"{"state":"Unavailable"}"#).await.is_taken();
    let answer = newest.await.unwrap();
    assert_eq!(states(events(&answer.body)), ["Unavailable"]);
}

#[tokio::test]
async fn a_request_cut_at_every_byte_takes_nothing_away() {
    let server = Server::demo();
    let agent = Agent::start(&server, "agent1").await;
    let poll = request("GET", &agent.path("/get-next-event?timeout=0"), &agent.token, "");
    let mut wire = Wire::to(server.address()).await;
    wire.send(&poll).await;
    let (_, first) = status_and_body(&wire.read_to_end().await.0);
    assert!(!events(&first).is_empty());
    for sent in 0..poll.len() {
        let mut wire = Wire::to(server.address()).await;
        wire.send(&poll[..sent]).await;
        wire.cut();
    }
    let mut wire = Wire::to(server.address()).await;
    wire.send(&poll).await;
    assert_eq!(status_and_body(&wire.read_to_end().await.0), (200, first));
}

#[tokio::test]
async fn an_answer_cut_at_every_byte_is_answered_again_whole() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    agent.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    server.call(101, "+15551230001").await;
    let poll = request("GET", &agent.path("/get-next-event?timeout=0"), &agent.token, "");
    let whole = async || {
        let mut wire = Wire::to(server.address()).await;
        wire.send(&poll).await;
        wire.read_to_end().await.0
    };
    // The leg that is dialled for the call brings events of its own.
    let mut bytes = whole().await;
    while !String::from_utf8_lossy(&bytes).contains("Incoming") {
        bytes = whole().await;
    }
    let (_, answer) = status_and_body(&bytes);
    for read in 0..bytes.len() {
        let mut wire = Wire::to(server.address()).await;
        wire.send(&poll).await;
        wire.read(read).await;
        wire.cut();
        if read % 50 == 0 {
            assert_eq!(
                status_and_body(&whole().await),
                (200, answer.clone()),
                "after {read} bytes"
            );
        }
    }
    let (status, again) = status_and_body(&whole().await);
    assert_eq!((status, events(&again)), (200, events(&answer)));
    // The newest id of that answer goes on behind it.
    again["sessionId"].as_str().unwrap().clone_into(&mut agent.session);
    assert_eq!(agent.poll("0").await.status, 304);
}

#[tokio::test]
async fn a_parked_poll_that_is_cut_loses_no_event() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    for wire in four_parked(&agent).await {
        wire.cut();
    }
    agent.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    assert_eq!(states(&agent.events().await), ["Available"]);
    // Who has gone takes no place among those who wait.
    server.until_parked(0).await;
}

#[tokio::test]
async fn an_end_while_polls_are_parked_is_heard_by_each_once() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let mut polls = JoinSet::new();
    for number in 1..=4 {
        polls.spawn(parked(&server, &agent.session, &agent.token));
        server.until_parked(number).await;
    }
    server.delete(&agent.path(""), &agent.token, "").await.is_taken();
    while let Some(answer) = polls.join_next().await {
        let answer = answer.unwrap();
        assert_eq!(answer.status, 200);
        let kinds: Vec<&Value> = events(&answer.body).iter().map(|event| &event["Type"]).collect();
        assert_eq!(kinds, ["AgentSessionEnd"]);
        let next = answer.body["sessionId"].as_str().unwrap();
        assert_eq!(parked(&server, next, &agent.token).await.status, 409);
    }
    assert_eq!(agent.post("/state", r#"{"state":"Available"}"#).await.status, 409);
}

#[tokio::test]
async fn ends_and_polls_that_cross_leave_nothing_hanging() {
    let server = Arc::new(Server::demo());
    for _ in 0..20 {
        let mut agent = Agent::start(&server, "agent1").await;
        agent.events().await;
        let mut polls = JoinSet::new();
        for _ in 0..4 {
            polls.spawn(parked(&server, &agent.session, &agent.token));
        }
        server.delete(&agent.path(""), &agent.token, "").await.is_taken();
        while let Some(answer) = polls.join_next().await {
            let answer = answer.unwrap();
            // A poll that came late is one of an ended session: its last answer, or the conflict.
            assert!([200, 409].contains(&answer.status), "{} {}", answer.status, answer.body);
        }
    }
    server.until_parked(0).await;
}

#[tokio::test]
async fn a_token_that_expires_while_its_poll_is_parked_serves_that_poll_alone() {
    let config = format!("[tokens]\naccess_s = 4\n{ONE_AGENT}");
    let server = Server::with_config("expires", &config);
    let mut agent = Agent::start(&server, "ada").await;
    agent.events().await;
    let poll = tokio::spawn(parked(&server, &agent.session, &agent.token));
    server.until_parked(1).await;
    // Until the token says nothing any more.
    let expired = std::mem::take(&mut agent.token);
    while server.get(&format!("{API}/business-unit"), &expired).await.status != 401 {
        tokio::task::yield_now().await;
    }
    agent.token = server.token("ada").await;
    agent.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    let answer = poll.await.unwrap();
    assert_eq!((answer.status, states(events(&answer.body))), (200, vec!["Available".to_owned()]));
    answer.body["sessionId"].as_str().unwrap().clone_into(&mut agent.session);
    assert_eq!(parked(&server, &agent.session, &expired).await.status, 401);
    assert_eq!(agent.poll("0").await.status, 304);
}

/// `demo`
const ONE_AGENT: &str = r#"
[simulator]
enabled = true
[[team]]
id = 1
name = "First line"
[[agent]]
id = 1
login = "ada"
password = "$argon2id$v=19$m=19456,t=2,p=1$StZJSoVFkcrccQ0ODkMNAA$5wLGLAoQcVo4ruxNCod5lgzNRDJfLurq72M4BzdRpzo"
team = 1
"#;
