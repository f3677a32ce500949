//! A server that was killed or ended goes on where it was.

use reqwest::Method;
use serde_json::Value;

use crate::{
    agent::Agent,
    server::{DEMO, Folder, Server, command},
};

/// Writes snapshots all the time.
const SNAPSHOTS: &str = "
simulator = { enabled = true }
[journal]
snapshot_every = 3
[[team]]
id = 1
name = 'First line'
[[skill]]
id = 101
name = 'Sales'
[[agent]]
id = 1
login = 'agent1'
# demo
password = '$argon2id$v=19$m=19456,t=2,p=1$StZJSoVFkcrccQ0ODkMNAA$5wLGLAoQcVo4ruxNCod5lgzNRDJfLurq72M4BzdRpzo'
team = 1
skills = [101]
";

struct Interrupted {
    token: String,
    first_session: String,
    session: String,
    /// All events from the first session id on.
    events: Vec<Value>,
    talking: u64,
    waiting: u64,
}

/// An agent talks, a customer waits.
async fn at_work(server: &Server) -> Interrupted {
    let mut agent = Agent::start(server, "agent1").await;
    agent.events().await;
    let first_session = agent.session.clone();
    agent.post("/state", r#"{"state":"Available","reason":""}"#).await.is_taken();
    let talking = server.call(101, "+15551230001").await;
    let mut events = agent.until(|event| event["Status"] == "Incoming").await;
    let waiting = server.call(101, "+15551230002").await;
    agent.command(talking, "accept").await.is_taken();
    events.extend(agent.until_status("Active").await);
    let (token, session) = (agent.token, agent.session);
    Interrupted { token, first_session, session, events, talking, waiting }
}

async fn goes_on(server: &Server, before: Interrupted) {
    let Interrupted { token, first_session, session, events, talking, waiting } = before;
    let mut agent = Agent { server, token, session };
    assert_eq!(agent.poll("0").await.status, 304, "nothing has happened since the newest id");
    let mut from_before = Agent { server, token: agent.token.clone(), session: first_session };
    let again = from_before.events().await;
    assert!(again == events || again[0]["Type"] == "AgentSessionStart", "{again:#?}");
    // The call goes on, with the line under it.
    agent.command(talking, "hold").await.is_taken();
    agent.until_status("Holding").await;
    let hangs_up = server.delete(&format!("/simulator/v1/calls/{talking}"), "", "").await;
    assert_eq!(hangs_up.status, 202, "{}", hangs_up.body);
    agent.until_status("Disconnected").await;
    let waits = server.open(Method::GET, &format!("/simulator/v1/calls/{waiting}"), "").await;
    assert_eq!(waits.status, 200, "{}", waits.body);
}

#[test]
fn a_folder_whose_journal_has_gone_is_not_taken_for_a_new_one_without_a_word() {
    let ended = Server::demo().ended_by("-TERM");
    std::fs::remove_file(ended.folder.path().join("journal.db")).unwrap();
    let server = ended.start();
    server.until_logged("has a token key but no journal.db");
}

#[tokio::test]
async fn a_killed_server_goes_on_where_it_was() {
    let server = Server::demo();
    let before = at_work(&server).await;
    let server = server.ended_by("-KILL").start();
    goes_on(&server, before).await;
    assert_eq!(server.logged("from_snapshot=").split(' ').next(), Some("0"));
}

#[tokio::test]
async fn an_ended_server_goes_on_from_its_snapshot() {
    let server = Server::demo();
    let before = at_work(&server).await;
    let ended = server.ended_by("-TERM");
    assert!(ended.status.success(), "{}", ended.log);
    let server = ended.start();
    goes_on(&server, before).await;
    assert_ne!(server.logged("from_snapshot=").split(' ').next(), Some("0"));
}

#[tokio::test]
async fn a_server_killed_amid_its_snapshots_goes_on_where_it_was() {
    let server = Server::with_config("snapshots", SNAPSHOTS);
    let before = at_work(&server).await;
    server.until_logged("a snapshot has been written");
    let server = server.ended_by("-KILL").start();
    assert_ne!(server.logged("from_snapshot=").split(' ').next(), Some("0"));
    goes_on(&server, before).await;
}

#[test]
fn what_is_no_journal_is_refused_by_name() {
    let folder = Folder::with_key();
    let journal = folder.path().join("journal.db");
    std::fs::write(&journal, "my diary".repeat(1000)).unwrap();
    let mut command = command(&["serve", "--data", folder.text()]);
    let ran = command.args(DEMO).output().unwrap();
    assert_eq!(ran.status.code(), Some(2), "{ran:?}");
    let said = String::from_utf8(ran.stderr).unwrap();
    let last = said.lines().last().unwrap();
    assert!(last.starts_with("cordboard: ") && last.contains(journal.to_str().unwrap()), "{said}");
    assert_eq!(std::fs::read(&journal).unwrap(), "my diary".repeat(1000).into_bytes());
}
