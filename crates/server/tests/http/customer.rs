//! `cordboard call` and `cordboard hangup`.

use crate::server::{Server, command};

#[tokio::test]
async fn a_call_is_placed_and_hung_up_from_the_command_line() {
    let server = Server::demo();
    let run = |args: &[&str]| command(args).args(["--server", &server.url]).output().unwrap();
    let placed = run(&["call", "--skill", "101", "--ani", "+15551230001", "--dnis", "5550199"]);
    assert!(placed.status.success(), "{placed:?}");
    let contact = String::from_utf8(placed.stdout).unwrap();
    let contact: u64 = contact.trim_end().parse().unwrap();
    let hung_up = run(&["hangup", &contact.to_string()]);
    assert!(hung_up.status.success() && hung_up.stdout.is_empty(), "{hung_up:?}");
    let again = run(&["hangup", &contact.to_string()]);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8(again.stderr).unwrap().contains("No such contact"));
    let unknown = run(&["call", "--skill", "9", "--ani", "+1"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(String::from_utf8(unknown.stderr).unwrap().contains("No such resource"));
}

#[test]
fn a_server_that_is_not_there_is_said() {
    let placed =
        command(&["call", "--skill", "1", "--ani", "+1", "--server", "http://127.0.0.1:1"])
            .output()
            .unwrap();
    assert_eq!(placed.status.code(), Some(1));
    let said = String::from_utf8(placed.stderr).unwrap();
    assert!(said.contains("the server cannot be reached"), "{said}");
}
