//! What no honest client sends: a clear problem, no effect, and no more memory than before.

use reqwest::Method;
use serde_json::Value;

use crate::{
    agent::Agent,
    server::{API, Answer, DEMO, Folder, Server, answer},
    wire::{Wire, status_and_body},
};

/// The most that the server may grow by while it is told nonsense.
const MOST_KIB: u64 = 48 * 1024;

/// The most memory that a process has had so far.
fn peak_kib(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[tokio::test]
async fn bodies_without_end_are_refused_before_they_are_kept() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let before = peak_kib(&server);
    let (path, token) = (agent.path("/state"), agent.token.clone());
    let announced = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         connection: close\r\ncontent-length: 1000000000\r\n\r\n{{\"state\": \""
    );
    let chunked = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         connection: close\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    let piece = "a".repeat(0x10000);
    let chunk = format!("10000\r\n{piece}\r\n");
    for (head, piece) in [(announced, piece), (chunked, chunk)] {
        let mut wires = Vec::new();
        for _ in 0..20 {
            let mut wire = Wire::to(server.address()).await;
            wire.send(head.as_bytes()).await;
            // 20 times 8 MiB, or as much of it as the server takes.
            for _ in 0..128 {
                wire.send(piece.as_bytes()).await;
            }
            wires.push(wire);
        }
        let mut answered = 0;
        for mut wire in wires {
            let (bytes, _) = wire.read_to_end().await;
            // The answer may be lost where the server has closed while more came.
            if !bytes.is_empty() {
                let (status, problem) = status_and_body(&bytes);
                assert_eq!(status, 413, "{problem}");
                assert!(problem["title"].is_string());
                answered += 1;
            }
        }
        assert!(answered > 0, "no answer came through");
    }
    assert_eq!(agent.events().await, [Value::Null; 0]);
    let grown = peak_kib(&server) - before;
    assert!(grown < MOST_KIB, "the server grew by {grown} KiB");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_a_problem() {
    let server = Server::demo();
    let agent = Agent::start(&server, "agent1").await;
    let large = format!(r#"{{"state":"Available","reason":"{}"}}"#, "a".repeat(2 * 1024 * 1024));
    let answer = agent.post("/state", &large).await;
    assert_eq!(answer.status, 413);
    // Or a client would ask the next thing on a connection that is going away.
    assert_eq!(answer.headers["connection"], "close");
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    assert!(answer.body["title"].is_string());
}

#[tokio::test]
async fn nests_without_end_are_refused() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        for depth in [200, 10_000] {
            let nest = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let body = format!(r#"{{"state":"Available","reason":{nest}}}"#);
            let answer = agent.post("/state", &body).await;
            assert_eq!(answer.status, 400, "{depth} of {open}");
            let answer = agent.post("/state", &open.repeat(depth)).await;
            assert_eq!(answer.status, 400, "{depth} of {open}, not closed");
        }
    }
    assert_eq!(agent.events().await, [Value::Null; 0]);
}

#[tokio::test]
async fn heads_without_end_are_refused() {
    let server = Server::demo();
    let before = peak_kib(&server);
    for head in [
        format!("GET {API}/{} HTTP/1.1\r\n", "a".repeat(4_000_000)),
        format!("GET {API}/business-unit HTTP/1.1\r\nx: {}\r\n\r\n", "a".repeat(4_000_000)),
        format!("GET {API}/business-unit HTTP/1.1\r\n{}\r\n", "x: a\r\n".repeat(500_000)),
    ] {
        let mut answered = 0;
        for _ in 0..10 {
            let mut wire = Wire::to(server.address()).await;
            wire.send(head.as_bytes()).await;
            let (bytes, _) = wire.read_to_end().await;
            if !bytes.is_empty() {
                let (status, _) = status_and_body(&bytes);
                assert!([400, 414, 431].contains(&status), "{status}");
                answered += 1;
            }
        }
        assert!(answered > 0, "no answer came through");
    }
    let grown = peak_kib(&server) - before;
    assert!(grown < MOST_KIB, "the server grew by {grown} KiB");
    assert_eq!(server.open(Method::GET, "/healthz", "").await.status, 200);
}

#[tokio::test]
async fn the_token_of_another_business_unit_is_no_token() {
    let server = Server::demo();
    // A key of its own: the other servers of these tests lend each other one.
    let other = Server::start_in(Folder::missing(), &DEMO);
    let foreign = other.token("agent1").await;
    let agent = Agent::start(&server, "agent1").await;
    let refused = |answer: Answer| answer.is_some_problem(401);
    refused(server.get(&format!("{API}/business-unit"), &foreign).await);
    refused(server.post(&format!("{API}/agent-sessions"), &foreign, "{}").await);
    refused(server.post(&format!("{API}/agent-sessions/join"), &foreign, "{}").await);
    refused(server.get(&agent.path(""), &foreign).await);
    refused(server.get(&agent.path("/get-next-event?timeout=0"), &foreign).await);
    refused(server.post(&agent.path("/state"), &foreign, r#"{"state":"Available"}"#).await);
    refused(server.delete(&agent.path(""), &foreign, "").await);
    assert_eq!(other.get(&format!("{API}/business-unit"), &foreign).await.status, 200);
}

#[tokio::test]
async fn what_is_anothers_looks_like_what_never_was() {
    let server = Server::demo();
    let (ada, contact) = Agent::in_call(&server, "agent1", 101).await;
    let bea = Agent::start(&server, "agent2").await;
    // Of the same make as a real one, so that nothing but its absence can differ.
    let never: String = ada.session.chars().rev().collect();
    for (method, rest) in [
        (Method::GET, ""),
        (Method::DELETE, ""),
        (Method::GET, "/get-next-event?timeout=0"),
        (Method::POST, "/state?state=Available"),
        (Method::PUT, "/state?state=Available"),
        (Method::POST, "/agent-phone/mute"),
        (Method::POST, "/interactions/1/end"),
    ] {
        let mut answers = Vec::new();
        for session in [&ada.session, &never] {
            let path = format!("{API}/agent-sessions/{session}{rest}");
            let request = server.request(method.clone(), &path).bearer_auth(&bea.token);
            let answer = answer(request).await;
            assert_eq!(answer.status, 404, "{method} {rest}");
            answers.push((answer.body, answer.headers.get("content-length").cloned()));
        }
        assert_eq!(answers[0], answers[1], "{method} {rest}");
    }
    for word in ["accept", "reject", "hold", "resume", "mask", "record", "end", "disposition"] {
        let theirs = bea.command(contact, word).await;
        let never = bea.command(4_242_424_242, word).await;
        assert_eq!((theirs.status, &theirs.body), (404, &never.body), "{word}");
    }
    ada.command(contact, "hold").await.is_taken();
}

impl Answer {
    /// Asserts that it is a problem of this status, whichever.
    #[track_caller]
    fn is_some_problem(&self, status: u16) {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert!(self.body["title"].is_string() && self.body["type"].is_string());
    }
}
