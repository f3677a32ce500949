//! The servers that say nothing but what the driver has them say: the limit, the echo, and nginx
//! with nchan.

use std::ops::Range;

use crate::{
    answer::{self, Answer},
    round::{Protocol, Seen},
};

/// Speaks to them: a channel for each session, and one for all.
pub(crate) struct Plain {
    /// What an agent's client sends along; nobody reads it here.
    token: String,
    /// nchan's clients say what they have received. A bare channel is read once, by whoever polls.
    follows: bool,
    /// Bytes of an answer's head, once one was seen: with it, answers are as long as ours.
    head: usize,
}

impl Plain {
    pub(crate) fn new(token: &str, follows: bool) -> Self {
        Self { token: token.to_owned(), follows, head: 0 }
    }

    fn publish(&self, to: &str, key: &str, number: u64, answer_bytes: usize) -> Vec<u8> {
        let mut body = format!("{{\"{key}\":{number},\"rest\":\"");
        while body.len() + 2 + self.head < answer_bytes {
            body.push('x');
        }
        body.push_str("\"}");
        let length = body.len();
        format!(
            "POST /publish/{to}?id={to} HTTP/1.1\r\nhost: 127.0.0.1\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }

    fn ask(&self, from: &str, cursor: &str, request: &mut Vec<u8>) {
        let token = &self.token;
        let text = format!(
            "GET /poll/{from}?id={from} HTTP/1.1\r\nhost: 127.0.0.1\r\n\
             authorization: Bearer {token}\r\n{cursor}\r\n"
        );
        request.extend_from_slice(text.as_bytes());
    }
}

impl Protocol for Plain {
    fn enter(&mut self, sessions: Range<usize>) -> Vec<String> {
        vec![String::new(); sessions.len()]
    }

    fn poll(&self, session: usize, cursor: &str, request: &mut Vec<u8>) {
        self.ask(&session.to_string(), cursor, request);
    }

    fn follow(&self, cursor: &mut String, answer: &Answer<'_>) {
        if !self.follows {
            return;
        }
        let (Some(modified), Some(tag)) = (answer.header("last-modified"), answer.header("etag"))
        else {
            panic!("an answer of nchan without a place in its channel");
        };
        *cursor = format!("if-modified-since: {modified}\r\nif-none-match: {tag}\r\n");
    }

    fn event(&self, session: usize, number: u64, bytes: usize) -> Vec<u8> {
        self.publish(&session.to_string(), "event", number, bytes)
    }

    fn burst(&self, number: u64, bytes: usize) -> Vec<u8> {
        self.publish("all", "burst", number, bytes)
    }

    fn poll_for_bursts(&self, cursor: &str, request: &mut Vec<u8>) {
        self.ask("all", cursor, request);
    }

    fn published(&mut self, _: &Answer<'_>) {}

    fn undo(&mut self) -> Vec<Vec<u8>> {
        Vec::new()
    }

    fn seen(&self, body: &[u8]) -> Seen {
        Seen {
            events: answer::number(body, "event").into_iter().collect(),
            bursts: usize::from(answer::number(body, "burst").is_some()),
        }
    }

    fn learn(&mut self, head: usize) {
        self.head = head;
    }
}
