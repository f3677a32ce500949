//! Thousands of connections in one thread: requests go out, answers come in with the time of their
//! coming. Nothing but system calls stands between, so that the servers are measured.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use rustix::{
    buffer::spare_capacity,
    event::{Timespec, epoll},
    fd::OwnedFd,
};

use crate::answer::Answer;

/// Names a connection of a driver.
pub(crate) type ConnectionId = usize;

/// What is done with answers.
pub(crate) trait Hear {
    /// Takes an answer; what it writes into `next` is sent on the same connection.
    fn heard(&mut self, on: ConnectionId, at: Instant, answer: Answer<'_>, next: &mut Vec<u8>);
    /// The server has closed a connection.
    fn closed(&mut self, on: ConnectionId);
}

/// Waits for all connections at once.
pub(crate) struct Driver {
    epoll: OwnedFd,
    connections: Vec<Connection>,
    events: Vec<epoll::Event>,
    read: Vec<u8>,
    next: Vec<u8>,
}

struct Connection {
    stream: TcpStream,
    /// The beginning of an answer.
    begun: Vec<u8>,
}

const AT_ONCE: usize = 256;
const LARGEST_READ: usize = 64 * 1024;

impl Driver {
    pub(crate) fn new() -> Self {
        Self {
            epoll: epoll::create(epoll::CreateFlags::CLOEXEC).unwrap(),
            connections: Vec::new(),
            events: Vec::with_capacity(AT_ONCE),
            read: vec![0; LARGEST_READ],
            next: Vec::new(),
        }
    }

    pub(crate) fn connect(&mut self, to: SocketAddr) -> ConnectionId {
        let id = self.connections.len();
        let stream = self.open(id, to);
        self.connections.push(Connection { stream, begun: Vec::new() });
        id
    }

    /// Ends a connection and begins another in its place.
    pub(crate) fn connect_anew(&mut self, id: ConnectionId, to: SocketAddr) {
        let before = &self.connections[id].stream;
        epoll::delete(&self.epoll, before).unwrap();
        before.shutdown(Shutdown::Both).unwrap();
        self.connections[id] = Connection { stream: self.open(id, to), begun: Vec::new() };
    }

    fn open(&self, id: ConnectionId, to: SocketAddr) -> TcpStream {
        let stream = TcpStream::connect(to).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_nonblocking(true).unwrap();
        let data = epoll::EventData::new_u64(id as u64);
        epoll::add(&self.epoll, &stream, data, epoll::EventFlags::IN).unwrap();
        stream
    }

    /// Sends a request. It is smaller than what the system takes at once.
    pub(crate) fn send(&mut self, on: ConnectionId, request: &[u8]) {
        let sent = self.connections[on].stream.write(request);
        assert_eq!(sent.unwrap(), request.len(), "a request was not sent whole");
    }

    /// Takes what comes until that time. Shortly before it, it does not sleep any more: a sleep ends
    /// late.
    pub(crate) fn hear_until(&mut self, until: Instant, hear: &mut impl Hear) {
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            self.hear_once(left, hear);
        }
    }

    /// Takes what has come, after waiting for at most so long. Says whether anything has.
    pub(crate) fn hear_once(&mut self, longest: Duration, hear: &mut impl Hear) -> bool {
        let millis = i64::try_from(longest.as_millis().saturating_sub(1)).unwrap();
        let timeout = Timespec { tv_sec: millis / 1_000, tv_nsec: millis % 1_000 * 1_000_000 };
        self.events.clear();
        match epoll::wait(&self.epoll, spare_capacity(&mut self.events), Some(&timeout)) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => panic!("epoll: {error}"),
        }
        let events = std::mem::take(&mut self.events);
        for event in &events {
            self.read(event.data.u64() as usize, hear);
        }
        let heard = !events.is_empty();
        self.events = events;
        heard
    }

    fn read(&mut self, on: ConnectionId, hear: &mut impl Hear) {
        let connection = &mut self.connections[on];
        let read = match connection.stream.read(&mut self.read) {
            Ok(0) => {
                epoll::delete(&self.epoll, &connection.stream).unwrap();
                return hear.closed(on);
            }
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return,
            Err(error) => panic!("connection {on}: {error}"),
        };
        let at = Instant::now();
        let come = &self.read[..read];
        let whole = if connection.begun.is_empty() {
            come
        } else {
            connection.begun.extend_from_slice(come);
            &connection.begun
        };
        let Some(answer) = Answer::read(whole) else {
            if connection.begun.is_empty() {
                connection.begun = come.to_vec();
            }
            return;
        };
        assert_eq!(answer.bytes, whole.len(), "two answers to one request");
        self.next.clear();
        hear.heard(on, at, answer, &mut self.next);
        connection.begun = Vec::new();
        if !self.next.is_empty() {
            let next = std::mem::take(&mut self.next);
            self.send(on, &next);
            self.next = next;
        }
    }
}
