//! The command line, and `docs/administration.md`, whose commands are run as they stand there.

use std::{
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use reqwest::Method;

use crate::server::{Server, answer, command, scratch};

use super::PASSWORD;

const GUIDE: &str = include_str!("../../../../../docs/administration.md");

/// The commands of the guide in their order.
fn commands() -> impl Iterator<Item = &'static str> {
    let blocks = GUIDE.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.flat_map(str::lines)
}

/// Runs the program with a text on standard input.
fn run(args: &[&str], input: &str) -> Output {
    let mut running = command(args).stdin(Stdio::piped()).spawn().unwrap();
    // Whoever reads nothing of it has ended already.
    let _ = running.stdin.take().unwrap().write_all(input.as_bytes());
    running.wait_with_output().unwrap()
}

#[track_caller]
fn done(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[track_caller]
fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    said
}

/// A folder in which `cordboard` and `curl` mean the server of the test.
struct Shell {
    folder: PathBuf,
    server: Server,
}

impl Shell {
    fn new(name: &str, server: Server) -> Self {
        let folder = scratch(name);
        // What an earlier run has left.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder, server }
    }

    /// Runs a line of the guide, with the server's own address for the usual one.
    fn run(&self, line: &str, input: &str, token: &str) -> Output {
        let program = env!("CARGO_BIN_EXE_cordboard");
        let line = line
            .replace("http://localhost:8440", &self.server.url)
            .replace("--data cordboard-data", &format!("--data {}", self.server.folder.text()));
        let line = match line.strip_prefix("cordboard ") {
            Some(rest) => format!("{program} {rest} --server {}", self.server.url),
            None => line,
        };
        let mut shell = Command::new("sh")
            .args(["-c", &line])
            .current_dir(&self.folder)
            .env("TOKEN", token)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let _ = shell.stdin.take().unwrap().write_all(input.as_bytes());
        shell.wait_with_output().unwrap()
    }
}

#[tokio::test]
async fn the_commands_of_the_guide_do_what_it_says() {
    let shell = Shell::new("admin-guide", Server::with_config("admin-guide", ""));
    let new = "a new agent's password";
    let (mut count, mut token) = (0, String::new());
    let mut agent_session = None;
    for line in commands() {
        if line.contains("end-session 7") {
            // Somebody has to have one.
            let log_in =
                format!(r#"{{"grant_type":"password","username":"bea","password":"{new}"}}"#);
            let path = "/InContactAuthorizationServer/Token";
            let given = shell.server.open(Method::POST, path, &log_in).await;
            let bearer = given.body["access_token"].as_str().unwrap().to_owned();
            let path = format!("{}/agent-sessions", crate::server::API);
            let body = r#"{"stationPhoneNumber":"5550100"}"#;
            assert_eq!(shell.server.post(&path, &bearer, body).await.status, 202);
            agent_session = Some(bearer);
        }
        let input = format!("{PASSWORD}\n{new}\n");
        let said = done(&shell.run(line, &input, &token));
        if line.contains("/token") {
            let given: serde_json::Value = serde_json::from_str(&said).unwrap();
            given["access_token"].as_str().unwrap().clone_into(&mut token);
        }
        if line.contains("list agents") {
            assert_eq!(said, "7\tbea\tBea\n");
        }
        if line.contains("show agent 7") {
            assert!(said.contains("phone_number = \"5550107\"\n"), "{said}");
            assert!(said.contains("permissions = [\"mute\", \"record\"]\n"), "{said}");
        }
        if line.contains("make-access-key") {
            let lines: Vec<_> = said.lines().map(str::len).collect();
            assert_eq!(lines, [26, 52], "{said}");
        }
        if line.contains(" access-keys 7") {
            assert!(said.contains("\t7\tNightly reports\tmade "), "{said}");
            assert!(said.trim_end().ends_with("never used"), "{said}");
        }
        if line.contains(" sign-ins 7") {
            assert!(
                said.lines().all(|line| line.contains("\t7\tbea\tby password\tsince ")),
                "{said}"
            );
        }
        if line.contains("import") {
            assert_eq!(said, "nothing changes\n");
        }
        count += 1;
    }
    assert_eq!(count, 38, "every command of the guide was run");
    assert!(agent_session.is_some());
    let exported = std::fs::read_to_string(shell.folder.join("floor.toml")).unwrap();
    assert!(exported.contains("first_name = \"Beatrice\"\n"), "{exported}");
    assert!(exported.contains("phone_number = \"\"\n"), "{exported}");
    assert!(exported.contains("name = \"Archers\"\n"), "{exported}");
    assert!(!exported.contains("crm"), "{exported}");
    super::token(&shell.server, "carl", new).await;
    let request = shell.server.request(Method::GET, "/admin/v1/skills").bearer_auth(&token);
    assert_eq!(answer(request).await.body.as_array().unwrap().len(), 1);
}

#[test]
fn an_import_says_what_changes_and_asks_a_terminal() {
    let server = Server::demo();
    let url = server.url.clone();
    let data = server.folder.text().to_owned();
    let input = format!("{PASSWORD}\n");
    let init = ["admin", "init", "--login", "ada", "--data", &data, "--server", &url];
    done(&run(&init, &input));
    let again = refused(&run(&init, &input));
    assert!(again.contains("has an administrator already"), "{again}");
    let who = ["--login", "ada", "--server", &url];
    let file = scratch("admin-import.toml");
    std::fs::write(&file, "[[team]]\nid = 1\nname = 'X'\n[[team]]\nid = 9\nname = 'Y'\n").unwrap();
    let file = file.to_str().unwrap();
    let import = |more: &[&str]| run(&[&["import", file][..], &who, more].concat(), &input);
    let no_terminal = refused(&import(&[]));
    assert!(no_terminal.contains("`--yes` does not ask"), "{no_terminal}");
    assert_eq!(done(&import(&["--dry-run"])), "team 1: name\nteam 9 is new\n");
    let exact = done(&import(&["--dry-run", "--exact"]));
    assert!(exact.starts_with("team 1: name\nteam 9 is new\nteam 2 goes\n"), "{exact}");
    assert!(exact.contains("page knowledge goes\npage tester goes\n"), "{exact}");
    assert!(exact.ends_with("tag 1 goes\ntag 2 goes\ntag 3 goes\n"), "{exact}");
    assert_eq!(done(&import(&["--yes"])), "team 1: name\nteam 9 is new\n");
    assert_eq!(done(&import(&["--yes"])), "nothing changes\n");
    let list = run(&[&["admin", "list", "team"][..], &who].concat(), &input);
    assert_eq!(done(&list), "1\tX\n2\tSupport floor\n9\tY\n");
    let removed = run(&[&["admin", "remove", "team", "1"][..], &who].concat(), &input);
    let said = refused(&removed);
    assert!(said.contains("team 1 is that of agent 1"), "{said}");
    let wrong = refused(&run(&[&["admin", "sessions"][..], &who].concat(), "wrong\n"));
    assert!(wrong.contains("login or password is wrong"), "{wrong}");
    let nobody = refused(&run(&["admin", "sessions", "--server", &url], &input));
    assert!(nobody.contains("--login NAME"), "{nobody}");
    let password = scratch("admin-password");
    std::fs::write(&password, format!("{PASSWORD}\n")).unwrap();
    let by_file = ["--password-file", password.to_str().unwrap()];
    let listed = run(&[&["admin", "list", "skill"][..], &who, &by_file].concat(), "");
    assert_eq!(done(&listed), "101\tSales\n102\tSupport\n");
    let exported = done(&run(&[&["export"][..], &who, &by_file].concat(), ""));
    assert!(exported.contains("[[agent]]") && exported.contains("[[panel]]"), "{exported}");
    let slow = run(&["admin", "list", "team", "--login", "ada", "--server", "x"], &input);
    assert!(refused(&slow).contains("x is not a server's address"));
}
