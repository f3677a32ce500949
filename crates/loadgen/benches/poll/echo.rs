//! The smallest server that can be driven: it writes what it was given onto a waiting connection.
//! What is measured with it is the driver and the machine's own way between two sockets.

use std::{
    collections::BTreeMap,
    io::{ErrorKind, Read, Write},
    net::{TcpListener, TcpStream},
};

use rustix::{buffer::spare_capacity, event::epoll};

const LISTENER: u64 = u64::MAX;
const CREATED: &[u8] = b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n";

/// Serves until it is killed.
pub(crate) fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("ready {}", listener.local_addr().unwrap());
    std::io::stdout().flush().unwrap();
    listener.set_nonblocking(true).unwrap();
    let waiting = epoll::create(epoll::CreateFlags::CLOEXEC).unwrap();
    let data = epoll::EventData::new_u64;
    epoll::add(&waiting, &listener, data(LISTENER), epoll::EventFlags::IN).unwrap();
    let mut echo = Echo::default();
    let mut events: Vec<epoll::Event> = Vec::with_capacity(256);
    loop {
        events.clear();
        epoll::wait(&waiting, spare_capacity(&mut events), None).unwrap();
        for event in &events {
            if event.data.u64() == LISTENER {
                while let Ok((stream, _)) = listener.accept() {
                    stream.set_nodelay(true).unwrap();
                    stream.set_nonblocking(true).unwrap();
                    let id = echo.streams.len() as u64;
                    epoll::add(&waiting, &stream, data(id), epoll::EventFlags::IN).unwrap();
                    echo.streams.push(stream);
                }
            } else {
                echo.read(event.data.u64() as usize);
            }
        }
    }
}

#[derive(Default)]
struct Echo {
    streams: Vec<TcpStream>,
    /// Who waits, by the channel's name.
    waiting: BTreeMap<String, usize>,
}

impl Echo {
    fn read(&mut self, from: usize) {
        let mut bytes = [0; 8 * 1024];
        let read = match self.streams[from].read(&mut bytes) {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return,
            Err(_) => 0,
        };
        // Requests come in one piece.
        let text = std::str::from_utf8(&bytes[..read]).unwrap();
        let channel = text.split(['?', '/']).nth(2).unwrap_or_default();
        if text.starts_with("GET") {
            self.waiting.insert(channel.to_owned(), from);
        } else if let Some((_, body)) = text.split_once("\r\n\r\n") {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
            let answer = head + body;
            match self.waiting.get(channel) {
                Some(waits) => self.write(*waits, answer.as_bytes()),
                None => {
                    for waits in self.waiting.values() {
                        self.write(*waits, answer.as_bytes());
                    }
                }
            }
            self.write(from, CREATED);
        }
    }

    fn write(&self, to: usize, bytes: &[u8]) {
        assert_eq!((&self.streams[to]).write(bytes).unwrap(), bytes.len());
    }
}
