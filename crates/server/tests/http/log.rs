//! Nothing of a customer or an agent stands in the log, even at its most talkative.

use std::io::{BufRead, BufReader};

use reqwest::Method;

use serde_json::Value;

use crate::{
    agent::Agent,
    server::{DEMO, Folder, Server, answer, command},
};

#[tokio::test]
async fn nothing_of_a_customer_or_an_agent_is_logged_as_text() {
    let log = busy_day(&[]).await;
    let line = log.lines().find(|line| line.contains("/disposition")).unwrap();
    for part in ["request{correlation=\"", "method=POST", "status=202", "ms="] {
        assert!(line.contains(part), "{part}: {line}");
    }
}

#[tokio::test]
async fn nothing_of_a_customer_or_an_agent_is_logged_as_json() {
    let log = busy_day(&["--log-format", "json"]).await;
    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let line = lines
        .iter()
        .find(|line| line["route"].as_str().is_some_and(|route| route.ends_with("/disposition")))
        .unwrap();
    assert_eq!((&line["method"], &line["status"]), (&"POST".into(), &202.into()), "{line}");
    assert!(line["ms"].is_u64() && line["timestamp"].is_string(), "{line}");
    // One that was sent, and one that was made.
    let correlation = |line: &Value| line["span"]["correlation"].as_str().map(str::to_owned);
    assert!(lines.iter().any(|line| correlation(line).as_deref() == Some("of-the-day")));
    assert_eq!(correlation(line).unwrap().len(), 16, "{line}");
}

#[tokio::test]
async fn a_log_that_cannot_be_written_stops_nothing() {
    let folder = Folder::with_key();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = command(&["serve", "--log", "debug", "--data", folder.text()]);
    let mut server = command.args(DEMO).stderr(full).spawn().unwrap();
    let mut ready = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut ready).unwrap();
    let url = ready.trim_end().strip_prefix("ready ").unwrap();
    for _ in 0..3 {
        let asked = reqwest::get(format!("{url}/readyz")).await.unwrap();
        assert_eq!(asked.status(), 200);
    }
    let pid = server.id().to_string();
    assert!(std::process::Command::new("kill").arg(pid).status().unwrap().success());
    assert!(server.wait().unwrap().success());
}

/// Gives the log of a day with everything in it, at its most talkative.
async fn busy_day(args: &[&str]) -> String {
    let server = Server::start(&[&DEMO, args].concat());
    let request = server.request(Method::GET, "/config/toggledFeatures");
    let sent = answer(request.header("correlationId", "of-the-day")).await;
    assert_eq!(sent.headers["correlationid"], "of-the-day");
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
    agent.post("/state", r#"{"state":"Unavailable","reason":"Break"}"#).await.is_taken();
    let page = format!(r#"{{"sessionId":"{}","page":"crm"}}"#, agent.session);
    server.post("/desktop/v1/page-tokens", &agent.token, &page).await;
    server.post("/desktop/v1/page-tokens", "eyJub3QiOiJhLXRva2VuIn0", &page).await;
    let token = r#"{"grant_type":"password","username":"agent2","password":"demo"}"#;
    let token = server.open(Method::POST, "/InContactAuthorizationServer/Token", token).await;
    let refresh = token.body["refresh_token"].as_str().unwrap().to_owned();
    let renew = format!(r#"{{"grant_type":"refresh_token","refresh_token":"{refresh}"}}"#);
    let renewed = server.open(Method::POST, "/InContactAuthorizationServer/Token", &renew).await;
    assert_eq!(renewed.status, 200, "{}", renewed.body);
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
        &refresh,
        renewed.body["refresh_token"].as_str().unwrap(),
        "argon2",
        "agent2",
        "Break",
    ]
    .map(str::to_owned);
    // A restart reads all of it again.
    let ended = server.ended_by("-KILL");
    let before = ended.log.clone();
    let (status, log) = ended.start().end("-TERM");
    let log = before + &log;
    assert!(status.success(), "{log}");
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} stands in the log:\n{log}");
    }
    log
}
