//! HTTP byte by byte, for a client that goes away in the middle of it.

use std::net::SocketAddr;

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{agent::Agent, server::Server};

/// A connection of one's own.
pub(crate) struct Wire(TcpStream);

impl Wire {
    pub(crate) async fn to(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.unwrap())
    }

    /// Sends bytes; the other side may be gone.
    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        let _ = self.0.write_all(bytes).await;
    }

    /// Reads this many bytes, or what there is.
    pub(crate) async fn read(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        let mut read = 0;
        while read < count {
            match self.0.read(&mut bytes[read..]).await {
                Ok(0) | Err(_) => break,
                Ok(more) => read += more,
            }
        }
        bytes.truncate(read);
        bytes
    }

    /// Reads to the end of the connection: whatever came, and whether it ended in order.
    pub(crate) async fn read_to_end(&mut self) -> (Vec<u8>, bool) {
        let mut bytes = Vec::new();
        let in_order = self.0.read_to_end(&mut bytes).await.is_ok();
        (bytes, in_order)
    }

    /// Goes away at once: the other side is told with a reset, not with a farewell.
    #[expect(deprecated, reason = "with no time to linger, dropping it does not block")]
    pub(crate) fn cut(self) {
        self.0.set_linger(Some(std::time::Duration::ZERO)).unwrap();
    }
}

/// Four polls of an agent, all parked.
pub(crate) async fn four_parked(agent: &Agent<'_>) -> Vec<Wire> {
    let poll = request("GET", &agent.path("/get-next-event?timeout=60"), &agent.token, "");
    let mut wires = Vec::new();
    for number in 1..=4 {
        let mut wire = Wire::to(agent.server.address()).await;
        wire.send(&poll).await;
        agent.server.until_parked(number).await;
        wires.push(wire);
    }
    wires
}

/// A whole request; the connection ends with its answer.
pub(crate) fn request(method: &str, path: &str, token: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         connection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// The status and the JSON of a whole answer.
pub(crate) fn status_and_body(answer: &[u8]) -> (u16, Value) {
    let text = std::str::from_utf8(answer).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    (status.unwrap_or_else(|| panic!("{text:?}")), serde_json::from_str(body).unwrap_or_default())
}

impl Server {
    /// Waits until so many polls are parked, by what the server says of itself.
    pub(crate) async fn until_parked(&self, polls: usize) {
        let wanted = format!("cordboard_parked_polls {polls}");
        loop {
            let metrics = self.open(reqwest::Method::GET, "/metrics", "").await.body;
            if metrics.as_str().unwrap().lines().any(|line| line == wanted) {
                return;
            }
            tokio::task::yield_now().await;
        }
    }
}
