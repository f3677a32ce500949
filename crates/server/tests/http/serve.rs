//! How the server starts, refuses to, and ends.

use std::{net::TcpListener, os::unix::fs::PermissionsExt};

use crate::{
    agent::Agent,
    server::{DEMO, Folder, Server, command, scratch},
};

pub(crate) fn refused(args: &[&str]) -> String {
    let folder = Folder::with_key();
    refused_in(&folder, args)
}

fn refused_in(folder: &Folder, args: &[&str]) -> String {
    let ran = command(&["serve", "--data", folder.text()]).args(args).output().unwrap();
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
    assert_eq!(said.matches("in use").count(), 1, "the cause is said once: {said}");
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
fn a_page_of_your_own_that_has_no_web_address_is_refused_with_what_to_do() {
    let folder = Folder::with_key();
    for option in ["--panel", "--workspace"] {
        for (address, what_to_do) in [
            ("file:///tmp/x.html", "serve its folder by any web server"),
            ("localhost:9000/x.html", "begins with http:// or https://"),
            ("x.html", "begins with http:// or https://"),
            ("http://", "begins with http:// or https://"),
        ] {
            let args = ["serve", "--data", folder.text(), "--demo", option, address];
            let ran = command(&args).output().unwrap();
            assert_eq!(ran.status.code(), Some(2), "{ran:?}");
            let said = String::from_utf8(ran.stderr).unwrap();
            let first = said.lines().next().unwrap_or_default();
            assert!(first.contains(option) && first.contains(address), "{said}");
            assert!(first.contains(what_to_do), "{said}");
        }
    }
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
    let folder = Folder::missing();
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let ended = Server::start_in(folder, &DEMO).ended_by("-TERM");
    let folder = ended.folder.path().to_owned();
    let key = folder.join("token-key.pem");
    let mut names: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    let closed = ["admin-init", "journal.db", "lock", "token-key.pem"];
    assert_eq!(names, closed, "the journal was closed");
    assert_eq!((mode(&folder), mode(&key)), (0o700, 0o600));
    assert_eq!(mode(&folder.join("journal.db")), 0o600);
    let before = std::fs::read(&key).unwrap();
    let ended = ended.start().ended_by("-TERM");
    assert_eq!(std::fs::read(&key).unwrap(), before);

    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(refused_in(&ended.folder, &DEMO).contains("can be read by others"));
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::write(&key, "no key").unwrap();
    assert!(refused_in(&ended.folder, &DEMO).contains("holds no RSA key"));
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o750)).unwrap();
    let said = refused_in(&ended.folder, &DEMO);
    assert!(said.contains(ended.folder.text()) && said.contains("chmod 700"), "{said}");
}

#[test]
fn a_second_server_on_the_same_folder_is_refused() {
    let server = Server::demo();
    let said = refused_in(&server.folder, &DEMO);
    let start = format!(
        "cordboard: the data folder {} is in use by the process with id {}; end that first",
        server.folder.text(),
        server.pid()
    );
    assert!(said.starts_with(&start), "{said}");
    // Nobody has to clear up after a server that was killed.
    drop(server.ended_by("-KILL").start());
}

#[test]
fn a_folder_that_cannot_be_made_or_written_is_refused() {
    for folder in ["/proc/cordboard", "/dev/null/data"] {
        let ran = command(&["serve", "--data", folder]).args(DEMO).output().unwrap();
        assert_eq!(ran.status.code(), Some(2), "{ran:?}");
        let said = String::from_utf8(ran.stderr).unwrap();
        let start = format!("cordboard: the data folder {folder} cannot be used: ");
        assert!(said.starts_with(&start) && said.lines().count() == 1, "{said}");
    }
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
        assert!(log.contains("the server has ended"), "{log}");
        // It was parked, or came too late to be let in.
        if let Ok(answered) = answered {
            assert_eq!(answered.status(), 304);
        }
    }
}

#[test]
fn told_twice_it_ends_at_once() {
    use std::io::Write as _;
    let server = Server::demo();
    // A request that does not come to its end would hold the server up for seconds.
    let mut slow = std::net::TcpStream::connect(server.address()).unwrap();
    slow.write_all(
        b"POST /simulator/v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n",
    )
    .unwrap();
    server.signal("-TERM");
    server.until_logged("the server ends");
    let (status, log) = server.end("-INT");
    assert_eq!(status.code(), Some(1), "{log}");
    assert!(log.contains("told twice") && !log.contains("the server has ended"), "{log}");
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
