//! A server that is told to end while it is used: it says so, and loses nothing that it acknowledged.

use std::sync::Arc;

use reqwest::Method;
use tokio::sync::mpsc;

use crate::{
    agent::Agent,
    server::{API, DEMO, Server},
    wire::{four_parked, status_and_body},
};

#[tokio::test]
async fn parked_polls_are_answered_in_order() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let wires = four_parked(&agent).await;
    server.signal("-TERM");
    for mut wire in wires {
        let (bytes, in_order) = wire.read_to_end().await;
        assert!(in_order);
        let (status, body) = status_and_body(&bytes);
        assert!([304, 503].contains(&status), "{status} {body}");
        let head = String::from_utf8(bytes).unwrap().to_lowercase();
        assert!(status != 503 || head.contains("\r\nretry-after: "), "{head}");
    }
}

#[tokio::test]
async fn what_was_acknowledged_before_the_end_holds_after_it() {
    let server = Arc::new(Server::start(&DEMO));
    let agent = Agent::start(&server, "agent1").await;
    let (session, token) = (agent.session.clone(), agent.token.clone());
    let (acknowledged, mut all) = mpsc::unbounded_channel();
    let commands = tokio::spawn({
        let (url, session, token) = (server.url.clone(), session.clone(), token.clone());
        let http = reqwest::Client::new();
        async move {
            for number in 0_u32.. {
                let state = if number.is_multiple_of(2) { "Available" } else { "Unavailable" };
                let path = format!("{url}{API}/agent-sessions/{session}/state?state={state}");
                let Ok(answer) = http.post(&path).bearer_auth(&token).send().await else { return };
                match answer.status().as_u16() {
                    202 => acknowledged.send(state).unwrap(),
                    503 => {
                        assert!(answer.headers().contains_key("retry-after"));
                        return;
                    }
                    other => panic!("{other}"),
                }
            }
        }
    });
    // It is told to end in the midst of them.
    let mut told = 0;
    while told < 50 {
        all.recv().await.unwrap();
        told += 1;
    }
    drop(agent);
    let server = Arc::into_inner(server).unwrap();
    let ended = tokio::task::spawn_blocking(move || server.ended_by("-TERM")).await.unwrap();
    assert!(ended.status.success(), "{}", ended.log);
    commands.await.unwrap();
    while all.recv().await.is_some() {
        told += 1;
    }
    let server = ended.start();
    let mut agent = Agent { server: &server, token, session };
    let mut states = Vec::new();
    loop {
        let answer = agent.poll("0").await;
        if answer.status == 304 {
            break;
        }
        for event in answer.body["events"].as_array().unwrap() {
            let state = event["CurrentState"].as_str();
            states.extend(state.map(str::to_owned));
        }
    }
    // The first is the picture's; one more than was acknowledged may have happened.
    let happened = states.len() - 1;
    assert!([told, told + 1].contains(&happened), "{told} acknowledged, {happened} happened");
    for (number, state) in states[1..].iter().enumerate() {
        assert_eq!(state, if number % 2 == 0 { "Available" } else { "Unavailable" }, "{number}");
    }
    let found = server.get(&agent.path(""), &agent.token).await;
    assert_eq!(found.status, 200);
    assert_eq!(server.open(Method::GET, "/healthz", "").await.status, 200);
}
