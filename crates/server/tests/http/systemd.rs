//! What systemd hears of the server, and the unit that starts it.

use std::{
    os::{
        linux::net::SocketAddrExt,
        unix::net::{SocketAddr, UnixDatagram},
    },
    process::Command,
};

use crate::server::{DEMO, Folder, command};

const UNIT: &str = include_str!("../../../../packaging/cordboard.service");

fn hear(socket: &UnixDatagram) -> String {
    let mut buffer = [0; 256];
    let length = socket.recv(&mut buffer).unwrap();
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

/// Starts and ends a server that tells its state to a socket of this name.
fn starts_and_ends(socket: &UnixDatagram, name: &str) {
    let folder = Folder::with_key();
    let server = command(&["serve", "--data", folder.text()])
        .args(DEMO)
        .env("NOTIFY_SOCKET", name)
        .spawn()
        .unwrap();
    assert_eq!(hear(socket), "READY=1");
    let pid = server.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(hear(socket), "STOPPING=1");
    let ended = server.wait_with_output().unwrap();
    let log = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(0), "{log}");
    assert!(!log.contains('\u{1b}'), "the journal shows no colours:\n{log}");
}

#[test]
fn it_hears_when_the_server_is_ready_and_when_it_ends() {
    // Short, because the name of a socket may have 107 bytes only.
    let path = std::env::temp_dir().join(format!("cordboard-{}.sock", std::process::id()));
    let socket = UnixDatagram::bind(&path).unwrap();
    starts_and_ends(&socket, path.to_str().unwrap());
    std::fs::remove_file(&path).unwrap();

    let name = format!("cordboard-{}", std::process::id());
    let address = SocketAddr::from_abstract_name(&name).unwrap();
    let socket = UnixDatagram::bind_addr(&address).unwrap();
    starts_and_ends(&socket, &format!("@{name}"));
}

#[test]
fn the_unit_starts_what_there_is_and_gives_up_on_a_wrong_configuration() {
    let line = |key: &str| {
        let mut values = UNIT.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        let value = values.next().unwrap();
        assert_eq!(values.next(), None, "{key}");
        value
    };
    assert_eq!(line("Type"), "notify");
    assert_eq!(line("RestartPreventExitStatus"), "2");
    let words: Vec<&str> = line("ExecStart").split(' ').collect();
    assert_eq!(words[..2], ["/usr/local/bin/cordboard", "serve"]);
    let help = String::from_utf8(command(&["serve", "--help"]).output().unwrap().stdout).unwrap();
    for option in words[2..].iter().filter(|word| word.starts_with("--")) {
        assert!(help.contains(option), "{option} is no option of serve:\n{help}");
    }
    let account = include_str!("../../../../packaging/cordboard.sysusers");
    assert!(account.contains(&format!("u {} - ", line("User"))));
}
