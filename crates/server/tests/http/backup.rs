//! `cordboard backup`, `restore`, `verify`.

use std::{fs, path::Path};

use crate::{
    agent::Agent,
    server::{DEMO, Folder, Server, command},
};

/// Runs a command; gives its exit code, and what it says on standard output and error.
fn run(args: &[&str]) -> (i32, String, String) {
    let ran = command(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (ran.status.code().unwrap(), text(ran.stdout), text(ran.stderr))
}

#[track_caller]
fn done(args: &[&str]) -> String {
    let (code, said, error) = run(args);
    assert_eq!((code, &*error), (0, ""), "{said}");
    said
}

#[track_caller]
fn refused(args: &[&str]) -> String {
    let (code, _, error) = run(args);
    assert_eq!(code, 1, "{error}");
    assert!(error.starts_with("cordboard: ") && error.lines().count() == 1, "{error}");
    error
}

/// Changes one fact in a journal behind its back.
fn damage(journal: &Path) {
    let mut bytes = fs::read(journal).unwrap();
    let name = b"ContactAnswered";
    let at = bytes.windows(name.len()).position(|part| part == name).unwrap();
    bytes[at] ^= 1;
    fs::write(journal, bytes).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_backup_of_a_running_server_is_restored_and_goes_on() {
    let server = Server::demo();
    let (agent, contact) = Agent::in_call(&server, "agent1", 101).await;
    let (token, session) = (agent.token.clone(), agent.session.clone());
    let backup = Folder::missing();
    let said = done(&["backup", backup.text(), "--data", server.folder.text()]);
    assert!(said.contains("everything in it is as it was written"), "{said}");
    assert_eq!(names(backup.path()), ["journal.db", "token-key.pem"]);
    // What happens afterwards is not in it.
    agent.command(contact, "hold").await.is_taken();
    drop(server);

    let folder = Folder::missing();
    let said = done(&["restore", backup.text(), "--data", folder.text()]);
    assert!(said.ends_with(&format!("{} is restored\n", folder.text())), "{said}");
    assert_eq!(names(folder.path()), ["journal.db", "lock", "token-key.pem"]);
    let server = Server::start_in(folder, &DEMO);
    let agent = Agent { server: &server, token, session };
    agent.command(contact, "resume").await.is_problem(409, "not-in-this-state");
    agent.command(contact, "hold").await.is_taken();
}

#[test]
fn a_backup_overwrites_nothing() {
    let server = Server::demo();
    let folder = Folder::with_key();
    fs::write(folder.path().join("diary"), "mine").unwrap();
    let said = refused(&["backup", folder.text(), "--data", server.folder.text()]);
    assert!(said.contains(&format!("there is something in {} already", folder.text())), "{said}");
    assert!(!folder.path().join("journal.db").exists());
    assert_eq!(fs::read(folder.path().join("diary")).unwrap(), b"mine");
    let missing = Folder::missing();
    for args in [
        &["backup", folder.text(), "--data", missing.text()][..],
        &["verify", "--data", missing.text()],
    ] {
        let said = refused(args);
        assert!(said.contains(&format!("no data folder {}", missing.text())), "{said}");
    }
}

#[tokio::test]
async fn a_restore_takes_nothing_away() {
    let server = Server::demo();
    let backup = Folder::missing();
    done(&["backup", backup.text(), "--data", server.folder.text()]);
    let (agent, _) = Agent::in_call(&server, "agent1", 101).await;
    let (token, session) = (agent.token.clone(), agent.session.clone());
    let folder = server.folder.text().to_owned();
    let restore = ["restore", backup.text(), "--data", &folder];
    let said = refused(&[&restore[..], &["--replace"]].concat());
    assert!(said.contains(&format!("in use by the process with id {}", server.pid())), "{said}");

    let ended = server.ended_by("-KILL");
    let said = refused(&restore);
    assert!(said.contains("there is a floor in") && said.contains("--replace"), "{said}");
    let said = done(&[&restore[..], &["--replace"]].concat());
    let aside = said.lines().find_map(|line| line.strip_prefix("what was there lies in ")).unwrap();
    let aside = Path::new(aside).to_owned();
    let server = ended.start();
    let agent = Agent { server: &server, token: token.clone(), session: session.clone() };
    agent.server.get(&agent.path(""), &token).await.is_problem(404, "unknown-agent-session");

    // What was moved aside is a backup too.
    let ended = server.ended_by("-TERM");
    let aside = aside.to_str().unwrap();
    done(&["restore", aside, "--replace", "--data", ended.folder.text()]);
    let server = ended.start();
    let agent = Agent { server: &server, token: token.clone(), session };
    assert_eq!(agent.server.get(&agent.path(""), &token).await.status, 200);
}

#[tokio::test]
async fn damage_is_found_and_not_restored() {
    let server = Server::demo();
    let running = done(&["verify", "--data", server.folder.text()]);
    assert!(running.contains("everything in it is as it was written"), "{running}");
    drop(Agent::in_call(&server, "agent1", 101).await);
    let ended = server.ended_by("-TERM");
    let sound = done(&["verify", "--data", ended.folder.text()]);
    assert!(sound.contains("a snapshot at "), "{sound}");

    let journal = ended.folder.path().join("journal.db");
    damage(&journal);
    let said = refused(&["verify", "--data", ended.folder.text()]);
    assert!(said.contains(journal.to_str().unwrap()) && said.contains("backup"), "{said}");
    let start = [&["serve", "--data", ended.folder.text()], &DEMO[..]].concat();
    let (code, _, said) = run(&start);
    let last = said.lines().last().unwrap();
    assert!(code == 2 && last.contains(journal.to_str().unwrap()), "{said}");
    let folder = Folder::missing();
    refused(&["restore", ended.folder.text(), "--data", folder.text()]);
    assert!(!folder.path().exists());
    refused(&["backup", folder.text(), "--data", ended.folder.text()]);
    assert_eq!(names(folder.path()), Vec::<String>::new());
}
