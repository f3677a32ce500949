//! The rules that hold for every operation: A1, A5 to A8, and bodies of any shape.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use reqwest::Method;

use crate::{
    agent::Agent,
    server::{API, Server, answer},
};

#[tokio::test]
async fn a1_any_version_letter_case_and_doubled_slashes() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    for path in [
        "/InContactAPI/services/v2.0/agents/1",
        "/inContactAPI//services/v30.0/Agents/1",
        "//incontactapi/SERVICES/V13.0//agents//1",
        "/inContactAPI/services/v13.0/agents/1/",
    ] {
        assert_eq!(server.get(path, &token).await.status, 200, "{path}");
    }
    for path in [
        "/inContactAPI/services/v1.0/agents/1",
        "/inContactAPI/services/agents/1",
        "/inContactAPI/",
    ] {
        server.get(path, &token).await.is_problem(404, "unknown-address");
    }
    let wrong = server.delete(&format!("{API}/agents/1"), &token, "").await;
    wrong.is_problem(405, "method-not-allowed");
}

#[tokio::test]
async fn a6_configured_origins_read_every_answer_and_others_none() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    for origin in [server.pages(), server.url.clone()] {
        for (path, status) in [
            (format!("{API}/agents/1"), 200),
            (format!("{API}/agents/2"), 404),
            (format!("{API}/nothing"), 404),
        ] {
            let request =
                server.request(Method::GET, &path).bearer_auth(&token).header("origin", &origin);
            let got = answer(request).await;
            assert_eq!(got.status, status);
            assert_eq!(got.headers["access-control-allow-origin"], origin);
            assert!(!got.headers.contains_key("access-control-allow-credentials"));
        }
        let request =
            server.request(Method::GET, &format!("{API}/agents/1")).header("origin", &origin);
        assert_eq!(answer(request).await.headers["access-control-allow-origin"], origin);
    }
    for origin in ["https://evil.example", "null", "http://localhost"] {
        let request = server
            .request(Method::GET, &format!("{API}/agents/1"))
            .bearer_auth(&token)
            .header("origin", origin);
        assert!(!answer(request).await.headers.contains_key("access-control-allow-origin"));
    }
    let own = server
        .request(Method::GET, "/desktop/v1/settings")
        .bearer_auth(&token)
        .header("origin", server.pages());
    assert!(!answer(own).await.headers.contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn a6_a_preflight_names_methods_and_headers() {
    let server = Server::demo();
    let request = server
        .request(Method::OPTIONS, &format!("{API}/agent-sessions/x/state"))
        .header("origin", server.pages())
        .header("access-control-request-method", "PUT");
    let preflight = answer(request).await;
    assert_eq!(preflight.status, 204);
    let said = |name: &str| preflight.headers[name].to_str().unwrap().to_owned();
    assert_eq!(said("access-control-allow-methods"), "GET, POST, PUT, PATCH, DELETE, OPTIONS");
    assert_eq!(
        said("access-control-allow-headers"),
        "authorization, content-type, originating-service-identifier, correlationid"
    );
    assert_eq!(said("access-control-allow-origin"), server.pages());
}

#[tokio::test]
async fn a8_the_correlation_id_is_echoed_and_logged() {
    let server = Server::demo();
    let request = server
        .request(Method::GET, &format!("{API}/agents/1"))
        .header("CorrelationId", "4f1c-unlike-any-other");
    let refused = answer(request).await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.headers["correlationid"], "4f1c-unlike-any-other");
    let (_, log) = server.end("-TERM");
    let line = log.lines().find(|line| line.contains("4f1c-unlike-any-other")).unwrap();
    assert!(line.contains("status=401") && line.contains("agents/{agentId}"), "{line}");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let server = Server::demo();
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let large = format!(r#"{{"state":"Available","x":"{}"}}"#, "y".repeat(70_000));
    agent.post("/state", &large).await.is_problem(413, "body-too-large");
    let deep = format!(r#"{{"state":"Available","x":{}{}}}"#, "[".repeat(5000), "]".repeat(5000));
    agent.post("/state", &deep).await.is_problem(400, "bad-value");
    let request = server
        .request(Method::POST, &agent.path("/state"))
        .bearer_auth(&agent.token)
        .body(b"{\"state\":\"Available\",\"x\":\"\xff\"}".to_vec());
    answer(request).await.is_problem(400, "bad-value");
    let twice = r#"{"state":"Available","state":"Available"}"#;
    agent.post("/state", twice).await.is_problem(400, "bad-value");
    assert_eq!(agent.events().await, Vec::<serde_json::Value>::new());
}

#[test]
fn what_is_no_http_gets_an_answer_or_none_and_harms_nobody() {
    let server = Server::demo();
    let address = server.url.strip_prefix("http://").unwrap();
    for bytes in [
        b"\x16\x03\x01\x02\x00\x01\x00".as_slice(),
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET \xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /simulator/v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        &[b"GET / HTTP/1.1\r\n".as_slice(), &b"a: b\r\n".repeat(200), b"\r\n"].concat(),
        &[b"GET / HTTP/1.1\r\nHost: ".as_slice(), &b"a".repeat(100_000), b"\r\n\r\n"].concat(),
    ] {
        let mut stream = TcpStream::connect(address).unwrap();
        // The server may close before all is written.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{answer:?}");
    }
    let (status, log) = server.end("-TERM");
    assert!(status.success() && !log.contains("panicked"), "{log}");
}
