//! How the server starts, refuses to, and ends.

use std::{net::TcpListener, os::unix::fs::PermissionsExt};

use crate::{
    agent::Agent,
    server::{Server, command, scratch},
};

fn refused(args: &[&str]) -> String {
    let data = scratch("data");
    let ran = command(&["serve", "--data", data.to_str().unwrap()]).args(args).output().unwrap();
    assert_eq!(ran.status.code(), Some(2), "{ran:?}");
    assert_eq!(String::from_utf8(ran.stdout).unwrap(), "");
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    said.trim_end().to_owned()
}

#[test]
fn a_taken_port_is_said_in_one_sentence() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = refused(&["--demo", "--listen", &address, "--pages-listen", "127.0.0.1:0"]);
    let start = format!("cordboard: cannot listen on {address} (--listen): ");
    assert!(said.starts_with(&start), "{said}");
    let said = refused(&["--demo", "--listen", "127.0.0.1:0", "--pages-listen", &address]);
    let start = format!("cordboard: cannot listen on {address} (--pages-listen): ");
    assert!(said.starts_with(&start), "{said}");
}

#[test]
fn a_wrong_configuration_is_said_with_file_line_and_key() {
    let path = scratch("wrong.toml");
    std::fs::write(&path, "[listen]\n\nadress = 1\n").unwrap();
    let path = path.to_str().unwrap();
    let said = refused(&["--config", path]);
    let start = format!("cordboard: {path}, line 3, key `listen.adress`: unknown field `adress`");
    assert!(said.starts_with(&start), "{said}");
    let said = refused(&["--config", "/nowhere/c.toml"]);
    assert!(said.starts_with("cordboard: /nowhere/c.toml: cannot be read: "), "{said}");
}

#[test]
fn only_this_machine_is_served() {
    for args in [
        ["--demo", "--listen", "0.0.0.0:0", "--pages-listen", "127.0.0.1:0"],
        ["--demo", "--listen", "127.0.0.1:0", "--pages-listen", "0.0.0.0:0"],
        ["--demo", "--listen", "[::]:0", "--pages-listen", "127.0.0.1:0"],
    ] {
        let said = refused(&args);
        assert!(said.contains("can be reached from other machines"), "{said}");
    }
    let path = scratch("open.toml");
    std::fs::write(&path, "[listen]\naddress = \"0.0.0.0:0\"\n").unwrap();
    let said = refused(&["--config", path.to_str().unwrap()]);
    assert!(said.contains("can be reached from other machines"), "{said}");
}

#[test]
fn the_documented_configuration_is_printed_and_runs() {
    let printed = command(&["default-config"]).output().unwrap();
    let text = String::from_utf8(printed.stdout).unwrap();
    drop(Server::with_config("default", &text));
}

#[test]
fn the_data_folder_is_for_its_owner_alone() {
    let data = scratch("data-of-its-own");
    // It is there when the test has run before.
    let _ = std::fs::remove_dir_all(&data);
    let args = [
        "--demo",
        "--listen",
        "127.0.0.1:0",
        "--pages-listen",
        "127.0.0.1:0",
        "--data",
        data.to_str().unwrap(),
    ];
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    drop(Server::start_without_data(&args));
    let key = data.join("token-key.pem");
    assert_eq!((mode(&data), mode(&key)), (0o700, 0o600));
    assert_eq!(std::fs::read_dir(&data).unwrap().count(), 1);
    let before = std::fs::read(&key).unwrap();
    drop(Server::start_without_data(&args));
    assert_eq!(std::fs::read(&key).unwrap(), before);

    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let ran = command(&["serve"]).args(args).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8(ran.stderr).unwrap().contains("can be read by others"));
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::write(&key, "no key").unwrap();
    let ran = command(&["serve"]).args(args).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8(ran.stderr).unwrap().contains("holds no RSA key"));
}

#[tokio::test]
async fn it_ends_in_order_and_answers_parked_polls() {
    for signal in ["-TERM", "-INT"] {
        let server = Server::demo();
        let mut agent = Agent::start(&server, "agent1").await;
        agent.events().await;
        let url = format!("{}{}", server.url, agent.path("/get-next-event?timeout=60"));
        let token = agent.token.clone();
        let poll = tokio::spawn(reqwest::Client::new().get(url).bearer_auth(token).send());
        // A second poll that is answered shows that the first is parked: both wait, one event.
        agent.post("/state", r#"{"state":"Available"}"#).await.is_taken();
        let first = poll.await.unwrap().unwrap();
        assert_eq!(first.status(), 200);
        agent.events().await;
        let path = agent.path("/get-next-event?timeout=60");
        let request = server.request(reqwest::Method::GET, &path).bearer_auth(&agent.token);
        let waits = tokio::spawn(request.send());
        // Its place is taken when four more end it, or when it is answered: read until it is there.
        server.get(&agent.path(""), &agent.token).await;
        let ended = tokio::task::spawn_blocking(move || server.end(signal));
        let answered = waits.await.unwrap();
        let (status, log) = ended.await.unwrap();
        assert!(status.success(), "{log}");
        assert!(log.contains("the floor is kept in memory"), "{log}");
        assert!(log.contains("the server has ended"), "{log}");
        // It was parked, or came too late to be let in.
        if let Ok(answered) = answered {
            assert_eq!(answered.status(), 304);
        }
    }
}

#[test]
fn a_password_is_hashed_from_standard_input() {
    use std::io::Write as _;
    let mut hashing =
        command(&["hash-password"]).stdin(std::process::Stdio::piped()).spawn().unwrap();
    hashing.stdin.take().unwrap().write_all(b"correct horse\n").unwrap();
    let hashed = hashing.wait_with_output().unwrap();
    let hash = String::from_utf8(hashed.stdout).unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    let empty = command(&["hash-password"]).output().unwrap();
    assert_eq!(empty.status.code(), Some(1));
}
