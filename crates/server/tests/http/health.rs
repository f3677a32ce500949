//! What watches over the server: `/healthz`, `/readyz`, `/metrics`.

use reqwest::Method;

use crate::{
    agent::Agent,
    server::{DEMO, Folder, Server, answer, scratch},
};

async fn metrics(server: &Server) -> String {
    let answer = server.open(Method::GET, "/metrics", "").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body.as_str().unwrap().to_owned()
}

/// The value of a sample, by its name and labels.
#[track_caller]
fn value<'a>(text: &'a str, sample: &str) -> &'a str {
    let value = text.lines().find_map(|line| line.strip_prefix(sample)?.strip_prefix(' '));
    value.unwrap_or_else(|| panic!("{sample} is missing:\n{text}"))
}

#[track_caller]
fn number(text: &str, sample: &str) -> f64 {
    value(text, sample).parse().unwrap()
}

#[tokio::test]
async fn a_server_at_work_is_alive_and_ready() {
    let server = Server::demo();
    for (path, said) in [("/healthz", "ok"), ("/readyz", "ready")] {
        let answer = server.open(Method::GET, path, "").await;
        assert_eq!((answer.status, answer.body.as_str()), (200, Some(said)), "{path}");
    }
}

#[tokio::test]
async fn what_is_measured_follows_what_happens() {
    let server = Server::demo();
    let before = metrics(&server).await;
    assert_eq!(value(&before, r#"cordboard_contacts{skill="101",state="waiting"}"#), "0");
    assert_eq!(value(&before, "cordboard_ready"), "1");
    assert!(number(&before, "cordboard_recovery_seconds") > 0.0);
    let (agent, contact) = Agent::in_call(&server, "agent1", 101).await;
    server.call(101, "+15551230002").await;
    agent.command(contact, "resume").await.is_problem(409, "not-in-this-state");
    let after = metrics(&server).await;
    for (sample, expected) in [
        (r#"cordboard_contacts{skill="101",state="talking"}"#, "1"),
        (r#"cordboard_contacts{skill="101",state="waiting"}"#, "1"),
        (r#"cordboard_agent_sessions{state="inbound_contact"}"#, "1"),
        (r#"cordboard_commands_total{outcome="refused"}"#, "1"),
        (r#"cordboard_commands_total{outcome="not_kept"}"#, "0"),
        // An agent was chosen; then, once the phone had been reached, the call was offered.
        ("cordboard_routing_seconds_count", "2"),
        ("cordboard_journal_failures_total", "0"),
        ("cordboard_parked_polls", "0"),
    ] {
        assert_eq!(value(&after, sample), expected, "{sample}");
    }
    for sample in [
        r#"cordboard_commands_total{outcome="accepted"}"#,
        "cordboard_events_total",
        "cordboard_journal_position",
        "cordboard_commit_facts_sum",
        "cordboard_commit_seconds_count",
    ] {
        assert!(number(&after, sample) > number(&before, sample), "{sample}");
    }
    for secret in ["5551230002", "agent1", "Sales", &agent.session] {
        assert!(!after.contains(secret), "{secret}:\n{after}");
    }
    let server = server.ended_by("-TERM").start();
    let again = metrics(&server).await;
    assert_eq!(
        value(&again, "cordboard_snapshot_position"),
        value(&again, "cordboard_journal_position")
    );
    assert!(number(&again, "cordboard_snapshot_age_seconds") > 0.0);
}

#[tokio::test]
async fn what_is_measured_is_for_this_machine_or_whoever_has_the_token() {
    let server = Server::demo();
    for header in ["x-forwarded-for", "forwarded", "x-real-ip"] {
        let request = server.request(Method::GET, "/metrics").header(header, "127.0.0.1");
        answer(request.bearer_auth("")).await.is_problem(404, "unknown-address");
    }
    let file = scratch("metrics-token");
    let token = "0123456789abcdef0123456789abcdef";
    std::fs::write(&file, format!("{token}\n")).unwrap();
    let config = format!("[metrics]\ntoken_file = '{}'\n", file.display());
    let server = Server::with_config("metrics", &config);
    let ask = |token: &str| {
        let request = server.request(Method::GET, "/metrics").header("x-forwarded-for", "1.2.3.4");
        answer(request.bearer_auth(token))
    };
    assert_eq!(ask(token).await.status, 200);
    for wrong in ["", "0", &token[1..], &format!("{token}0")] {
        ask(wrong).await.is_problem(401, "not-authenticated");
    }
    assert_eq!(server.open(Method::GET, "/metrics", "").await.status, 200);
}

#[tokio::test]
async fn a_full_disk_stops_what_happens_until_there_is_room() {
    // A limit on the size of files stands for the end of the disk.
    let server = Server::start_limited(Folder::with_key(), &DEMO);
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    server.limit_files(Some(0));
    let refused = agent.post("/state", r#"{"state":"Available"}"#).await;
    refused.is_problem(503, "journal-unavailable");
    assert!(refused.headers.contains_key("retry-after"));
    let ready = server.open(Method::GET, "/readyz", "").await;
    assert_eq!(ready.status, 503);
    let reason = ready.body.as_str().unwrap();
    assert!(reason.contains("journal.db"), "{reason}");
    // Who comes through a proxy is told of no file.
    let from_elsewhere =
        server.request(Method::GET, "/readyz").header("x-forwarded-for", "1.2.3.4");
    let ready = answer(from_elsewhere).await;
    let reason = ready.body.as_str().unwrap();
    assert_eq!(ready.status, 503);
    assert!(reason.contains("the server's log says why") && !reason.contains('/'), "{reason}");
    assert_eq!(server.open(Method::GET, "/healthz", "").await.status, 200);
    // What is durable is told: there is nothing new, and the agent session is there.
    assert_eq!(agent.poll("0").await.status, 304);
    assert_eq!(server.get(&agent.path(""), &agent.token).await.status, 200);
    let text = metrics(&server).await;
    assert_eq!(value(&text, "cordboard_ready"), "0");
    assert!(number(&text, "cordboard_journal_failures_total") >= 1.0);

    server.limit_files(None);
    server.until_logged("the journal keeps facts again");
    agent.post("/state", r#"{"state":"Available"}"#).await.is_taken();
    agent.until(|event| event["CurrentState"] == "Available").await;
    let session = agent.session.clone();
    let token = agent.token.clone();
    let server = server.ended_by("-KILL").start();
    let mut agent = Agent { server: &server, token, session };
    assert_eq!(agent.poll("0").await.status, 304);
}
