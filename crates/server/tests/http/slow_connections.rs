//! Thousands of connections that send nothing, or a byte now and then: they keep nobody out, and
//! take no more memory than there is room for.

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
};

use reqwest::{Client, Method};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::{
    agent::Agent,
    public_url::demo_with,
    server::{Server, answer},
};

const ROOM: usize = 200;
const FLOOD: usize = 3_000;

/// A connection in the room costs a few kilobytes, one that had to go nothing.
const MOST_MEMORY: u64 = 24 << 20;

#[tokio::test]
async fn thousands_that_send_nothing_keep_nobody_out() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).unwrap();
    let listen = format!("connections = {ROOM}\n");
    let server = Server::with_config("slow-connections", &demo_with(&listen));
    let mut agent = Agent::start(&server, "agent1").await;
    agent.events().await;
    let poll = server.request(Method::GET, &agent.path("/get-next-event"));
    let poll = tokio::spawn(answer(poll.bearer_auth(agent.token.clone())));
    until_parked(&server).await;
    let before = resident(&server);

    let address = server.address();
    let mut flood = tokio::task::spawn_blocking(move || flood(address)).await.unwrap();
    let grown = resident(&server).saturating_sub(before);
    assert!(grown < MOST_MEMORY, "{FLOOD} connections took {} KiB", grown / 1024);

    // Whoever comes anew is served, and whoever waited is told.
    let path = format!("{}{}", server.url, agent.path("/state"));
    let state = Client::new().post(path).bearer_auth(&agent.token);
    answer(state.body(r#"{"state":"Available"}"#)).await.is_taken();
    let told = poll.await.unwrap();
    assert_eq!(told.body["events"][0]["CurrentState"], "Available", "{}", told.body);

    // The first to come were the first to go.
    flood.truncate(FLOOD - ROOM);
    let ended = tokio::task::spawn_blocking(move || flood.iter_mut().all(has_ended));
    assert!(ended.await.unwrap(), "a silent connection has a place that another needed");
    server.until_logged("there is no room for more connections");
}

/// Half of them send nothing. The others begin a request, and go on with it a byte at a time.
fn flood(address: SocketAddr) -> Vec<TcpStream> {
    let mut flood = Vec::new();
    for number in 0..FLOOD {
        let mut stream = TcpStream::connect(address).unwrap();
        if number % 2 == 0 {
            stream.write_all(b"GET /healthz HTTP/1.1\r\nX: ").unwrap();
        }
        // Who has had to go meanwhile hears so.
        let last = flood.len().saturating_sub(ROOM);
        for slow in flood.iter_mut().skip(last).step_by(ROOM / 4) {
            let _ = TcpStream::write(slow, b"x");
        }
        flood.push(stream);
    }
    flood
}

/// Waits for the end of a connection, on which nothing else comes.
fn has_ended(stream: &mut TcpStream) -> bool {
    match stream.read(&mut [0; 64]) {
        Ok(read) => read == 0,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}

async fn until_parked(server: &Server) {
    loop {
        let text = server.request(Method::GET, "/metrics").send().await.unwrap().text().await;
        if text.unwrap().contains("cordboard_parked_polls 1\n") {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// Bytes of memory that the server takes.
fn resident(server: &Server) -> u64 {
    let path = format!("/proc/{}/smaps_rollup", server.pid());
    let text = std::fs::read_to_string(path).unwrap();
    let kib = text.lines().find_map(|line| line.strip_prefix("Rss:")?.trim().strip_suffix(" kB"));
    kib.unwrap().parse::<u64>().unwrap() * 1024
}
