//! Answers as they come: what was said, when, and the poll that follows.

use std::{ops::Range, time::Instant};

use crate::{
    answer::Answer,
    driver::{ConnectionId, Hear},
    round::Protocol,
};

/// Follows each session.
pub(crate) struct Ear {
    pub(crate) protocol: Box<dyn Protocol>,
    roles: Vec<Role>,
    cursors: Vec<String>,
    /// nchan's channel for all has its own.
    burst_cursors: Vec<String>,
    /// Connections on which an event can be made.
    pub(crate) free: Vec<ConnectionId>,
    pub(crate) heard: Vec<Heard>,
    /// Bursts are waited for, where that is another poll.
    pub(crate) polls_bursts: bool,
}

#[derive(Clone, Copy)]
enum Role {
    Poll(usize),
    Publish,
}

/// An answer with something in it.
pub(crate) struct Heard {
    pub(crate) session: usize,
    pub(crate) at: Instant,
    /// The cursor that was answered.
    pub(crate) before: String,
    pub(crate) body: Box<[u8]>,
    /// On the wire.
    pub(crate) bytes: usize,
}

impl Ear {
    pub(crate) fn new(protocol: Box<dyn Protocol>) -> Self {
        Self {
            protocol,
            roles: Vec::new(),
            cursors: Vec::new(),
            burst_cursors: Vec::new(),
            free: Vec::new(),
            heard: Vec::new(),
            polls_bursts: false,
        }
    }

    /// Lets sessions begin.
    pub(crate) fn enter(&mut self, sessions: Range<usize>) {
        self.burst_cursors.resize(sessions.end, String::new());
        self.cursors.extend(self.protocol.enter(sessions));
    }

    /// A connection is there: for the polls of a session, or for making events.
    pub(crate) fn will_hear(&mut self, on: ConnectionId, poll: Option<usize>) {
        assert_eq!(on, self.roles.len());
        self.roles.push(poll.map_or(Role::Publish, Role::Poll));
    }

    pub(crate) fn ask(&self, session: usize, request: &mut Vec<u8>) {
        if self.polls_bursts {
            self.protocol.poll_for_bursts(&self.burst_cursors[session], request);
        } else {
            self.protocol.poll(session, &self.cursors[session], request);
        }
    }
}

impl Hear for Ear {
    fn heard(&mut self, on: ConnectionId, at: Instant, answer: Answer<'_>, next: &mut Vec<u8>) {
        let session = match self.roles[on] {
            Role::Publish => {
                assert!((200..300).contains(&answer.status), "an event: {}", answer.said());
                self.protocol.published(&answer);
                self.free.push(on);
                return;
            }
            Role::Poll(session) => session,
        };
        let cursors = if self.polls_bursts { &mut self.burst_cursors } else { &mut self.cursors };
        match answer.status {
            200 => {
                let before = cursors[session].clone();
                self.protocol.follow(&mut cursors[session], &answer);
                let (body, bytes) = (answer.body.into(), answer.bytes);
                self.heard.push(Heard { session, at, before, body, bytes });
            }
            304 => {}
            _ => panic!("a poll: {}", answer.said()),
        }
        self.ask(session, next);
    }

    fn closed(&mut self, on: ConnectionId) {
        assert!(self.free.contains(&on), "the server has closed a connection that waits");
        self.free.retain(|free| *free != on);
    }
}
