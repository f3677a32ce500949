//! Connections: their limits, and how they end.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, response::Response};
use hyper::{
    Request,
    body::Incoming,
    header::{HOST, HeaderValue},
    http::uri::Uri,
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
    time::timeout,
};
use tower::ServiceExt;

use super::{
    Certificates,
    room::{Guest, Room},
    tls,
    under_way::{self, UnderWay},
};

/// Headers come in one piece. A connection that is kept open without a request is ended after the
/// same time.
pub(super) const LONGEST_HEADERS: Duration = Duration::from_mins(1);

/// Browsers send about 20; more is an attempt to use up memory.
const MOST_HEADERS: usize = 100;

/// All headers of a request together: a token has about 700 bytes, a session id 39.
const LARGEST_HEAD: usize = 32 * 1024;

/// Requests at a time on one HTTP/2 connection: a desktop and its pages have a parked poll each and
/// a few commands.
const MOST_STREAMS: u32 = 64;

/// How often an HTTP/2 connection is tried, so that one whose other end is gone is noticed.
const TRY_EVERY: Duration = Duration::from_secs(30);
const LONGEST_TRY: Duration = Duration::from_secs(20);

/// What is under way when the server is told to end has so long to end.
const DRAIN: Duration = Duration::from_secs(5);

/// After a failure to accept, too many open files for example, wait before the next attempt.
const ACCEPT_AGAIN: Duration = Duration::from_millis(100);

/// The other end of the connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Serves until `stop` says so, then lets what is under way end. With certificates, that is HTTPS.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    certificates: Option<Arc<Certificates>>,
    most_connections: usize,
    mut stop: watch::Receiver<bool>,
) {
    let room = Room::new(most_connections);
    let mut connections = JoinSet::new();
    loop {
        // One that comes is taken before there is room for it: it is what makes room.
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = told(&mut stop) => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let guest = tokio::select! {
                    guest = room.enter() => guest,
                    () = told(&mut stop) => None,
                };
                let Some(guest) = guest else { break };
                let connection = Connection { peer: Peer(peer), guest, router: router.clone() };
                connections.spawn(connection.run(stream, certificates.clone(), stop.clone()));
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_AGAIN).await;
            }
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    if timeout(DRAIN, async { while connections.join_next().await.is_some() {} }).await.is_err() {
        tracing::warn!(left = connections.len(), "connections were cut off");
    }
}

/// What a connection's requests are answered with.
#[derive(Clone)]
struct Connection {
    peer: Peer,
    guest: Arc<Guest>,
    router: Router,
}

impl Connection {
    async fn run(
        self,
        stream: TcpStream,
        certificates: Option<Arc<Certificates>>,
        stop: watch::Receiver<bool>,
    ) {
        // Events are small and must not wait for more of them.
        let _ = stream.set_nodelay(true);
        let guest = Arc::clone(&self.guest);
        let speak = async {
            // Boxed: a connection has room for the largest of what it may become, as long as it
            // lasts.
            match certificates {
                None => self.http_1(stream, stop).await,
                Some(certificates) => Box::pin(self.https(stream, certificates, stop)).await,
            }
        };
        tokio::select! {
            () = speak => {}
            () = guest.leaves() => tracing::debug!("a silent connection made room for another"),
        }
    }

    async fn https(
        self,
        stream: TcpStream,
        certificates: Arc<Certificates>,
        mut stop: watch::Receiver<bool>,
    ) {
        let begun = tokio::select! {
            begun = Box::pin(tls::begin(stream, certificates.in_use())) => begun,
            () = told(&mut stop) => None,
        };
        match begun {
            Some(stream) if tls::speaks_http_2(&stream) => {
                Box::pin(self.http_2(stream, stop)).await;
            }
            Some(stream) => Box::pin(self.http_1(stream, stop)).await,
            None => {}
        }
    }

    async fn http_1(
        self,
        stream: impl AsyncRead + AsyncWrite + Unpin,
        mut stop: watch::Receiver<bool>,
    ) {
        let service = service_fn(move |request| self.clone().answer(request));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(LONGEST_HEADERS)
            .max_headers(MOST_HEADERS)
            .max_buf_size(LARGEST_HEAD)
            .serve_connection(TokioIo::new(stream), service);
        let mut connection = std::pin::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = told(&mut stop) => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        say_how_it_ended(ended);
    }

    async fn http_2(
        self,
        stream: impl AsyncRead + AsyncWrite + Unpin,
        mut stop: watch::Receiver<bool>,
    ) {
        let under_way = UnderWay::default();
        let idle = under_way::idle_for(under_way.clone(), LONGEST_HEADERS);
        let service = service_fn(move |request| {
            let request_under_way = under_way.begin();
            let answer = self.clone().answer(request);
            async move { answer.await.map(|response| request_under_way.until_sent(response)) }
        });
        let connection = http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .max_concurrent_streams(MOST_STREAMS)
            .max_header_list_size(u32::try_from(LARGEST_HEAD).unwrap_or(u32::MAX))
            .keep_alive_interval(TRY_EVERY)
            .keep_alive_timeout(LONGEST_TRY)
            .serve_connection(TokioIo::new(stream), service);
        let mut connection = std::pin::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = told(&mut stop) => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
            () = idle => {
                connection.as_mut().graceful_shutdown();
                // An end that has not even said what it speaks hears no farewell.
                timeout(DRAIN, connection).await.unwrap_or(Ok(()))
            }
        };
        say_how_it_ended(ended);
    }

    async fn answer(self, request: Request<Incoming>) -> Result<Response, Infallible> {
        let speaks = self.guest.speaks();
        let mut request = request.map(Body::new);
        // HTTP/2 says the host in the address; the handlers know the header.
        if let Some(host) = request.uri().authority().map(|it| it.as_str().to_owned()) {
            if let Ok(host) = HeaderValue::try_from(host) {
                request.headers_mut().insert(HOST, host);
            }
            let path = request.uri().path_and_query().cloned();
            *request.uri_mut() = path.map_or_else(Uri::default, Uri::from);
        }
        if let Some(uri) = super::path::normal(request.uri()) {
            *request.uri_mut() = uri;
        }
        request.extensions_mut().insert(self.peer);
        self.router.oneshot(request).await.map(|response| speaks.until_sent(response))
    }
}

fn say_how_it_ended(ended: hyper::Result<()>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// Waits until the server is told to end. A guard of the channel is never held across a wait.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        time::Instant,
    };

    use super::*;

    /// Says after how long the server ends a connection on which only `head` comes. The clock is
    /// the test's: it moves on as soon as nothing else is left to do.
    async fn ends_after(head: &[u8]) -> Duration {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (_stop, stopped) = watch::channel(false);
        tokio::spawn(serve(listener, Router::new(), None, 1, stopped));
        let begun = Instant::now();
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(head).await.unwrap();
        let mut answer = Vec::new();
        let ended = timeout(LONGEST_HEADERS * 10, stream.read_to_end(&mut answer)).await;
        assert!(ended.is_ok(), "the connection was kept open");
        assert!(!answer.starts_with(b"HTTP/1.1 2"), "{answer:?}");
        begun.elapsed()
    }

    #[tokio::test]
    async fn a_connection_is_small_as_long_as_it_is_plain() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (_stop, stopped) = watch::channel(false);
        let guest = Room::new(1).enter().await.unwrap();
        let connection = Connection { peer: Peer(address), guest, router: Router::new() };
        let stream = TcpStream::connect(address).await.unwrap();
        let bytes = size_of_val(&connection.run(stream, None, stopped));
        assert!(bytes <= 2_048, "{bytes} bytes for each connection");
    }

    #[tokio::test(start_paused = true)]
    async fn headers_that_do_not_come_end_the_connection() {
        for head in [b"".as_slice(), b"GET / HTTP/1.1\r\nHost: loc"] {
            let took = ends_after(head).await;
            assert!(took >= LONGEST_HEADERS && took < LONGEST_HEADERS * 2, "{took:?}");
        }
    }
}
