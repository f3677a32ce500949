//! HTTPS: how a connection becomes one, and what its end is when it does not.

mod certificate;
mod renewal;

use std::{sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig, server::TlsStream};

pub(crate) use certificate::TlsError;
pub(crate) use renewal::Certificates;

/// What ALPN calls HTTP/2.
pub(super) const HTTP_2: &[u8] = b"h2";
/// What ALPN calls HTTP/1.1.
const HTTP_1: &[u8] = b"http/1.1";

/// A handshake is two or three packets each way. Browsers on poor lines need a second or two.
pub(super) const LONGEST_HANDSHAKE: Duration = Duration::from_secs(10);

/// The first byte of a TLS connection: a record that holds a handshake.
const HANDSHAKE_RECORD: u8 = 0x16;

/// What somebody reads who typed http:// before this address.
const NOT_HTTPS: &[u8] = b"HTTP/1.1 400 Bad Request\r\n\
    content-type: text/plain; charset=utf-8\r\n\
    connection: close\r\n\r\n\
    This address speaks HTTPS: begin it with https://\n";

/// What is read from somebody who was told so, so that the answer is not lost with the connection.
const MOST_IGNORED: usize = 64 * 1024;

/// Begins TLS on a connection. None when it has ended, because the other end did not do its part
/// in time or spoke something else.
pub(super) async fn begin(
    stream: TcpStream,
    config: Arc<ServerConfig>,
) -> Option<TlsStream<TcpStream>> {
    let begun = timeout(LONGEST_HANDSHAKE, shake_hands(stream, config)).await;
    begun.unwrap_or_else(|_| {
        tracing::debug!("a TLS handshake took too long");
        None
    })
}

/// Whether both ends have agreed on HTTP/2.
pub(super) fn speaks_http_2(stream: &TlsStream<TcpStream>) -> bool {
    stream.get_ref().1.alpn_protocol() == Some(HTTP_2)
}

async fn shake_hands(
    mut stream: TcpStream,
    config: Arc<ServerConfig>,
) -> Option<TlsStream<TcpStream>> {
    let mut first = [0];
    match stream.peek(&mut first).await {
        Ok(1) if first == [HANDSHAKE_RECORD] => {}
        Ok(1) if first[0].is_ascii_alphabetic() => {
            tracing::debug!("plain HTTP came to an HTTPS address");
            say_https(&mut stream).await;
            return None;
        }
        Ok(_) | Err(_) => return None,
    }
    match TlsAcceptor::from(config).accept(stream).await {
        Ok(stream) => Some(stream),
        Err(error) => {
            tracing::debug!(%error, "a TLS handshake failed");
            None
        }
    }
}

async fn say_https(stream: &mut TcpStream) {
    if stream.write_all(NOT_HTTPS).await.is_err() || stream.shutdown().await.is_err() {
        return;
    }
    // A connection that is closed with something unread is reset, and the answer with it.
    let mut ignored = [0; 4096];
    let mut left = MOST_IGNORED;
    while left > 0 {
        match stream.read(&mut ignored).await {
            Ok(0) | Err(_) => return,
            Ok(read) => left = left.saturating_sub(read),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::Router;
    use tokio::{net::TcpListener, sync::watch, time::Instant};
    use tokio_rustls::{
        TlsConnector,
        rustls::{
            ClientConfig, RootCertStore,
            pki_types::{CertificateDer, ServerName, pem::PemObject},
        },
    };

    use super::{
        renewal::tests::{files, remove},
        *,
    };
    use crate::{
        clock::Clock,
        config,
        http::listener::{LONGEST_HEADERS, serve},
    };

    async fn server(files: &config::Tls) -> (SocketAddr, watch::Sender<bool>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = watch::channel(false);
        let certificates = Certificates::read(files.clone(), None, Clock::start().now()).unwrap();
        let certificates = Some(Arc::new(certificates));
        tokio::spawn(serve(listener, Router::new(), certificates, 10, stopped));
        (address, stop)
    }

    #[tokio::test(start_paused = true)]
    async fn a_handshake_that_does_not_come_ends_the_connection() {
        let files = files("handshake");
        let (address, _stop) = server(&files).await;
        for bytes in [b"".as_slice(), b"\x16\x03\x01\x02\x00\x01"] {
            let begun = Instant::now();
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(bytes).await.unwrap();
            let mut answer = Vec::new();
            let ended = timeout(LONGEST_HEADERS, stream.read_to_end(&mut answer)).await;
            assert!(ended.is_ok(), "the connection was kept open");
            let took = begun.elapsed();
            assert!(took >= LONGEST_HANDSHAKE && took < LONGEST_HANDSHAKE * 2, "{took:?}");
        }
        remove(&files);
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_without_a_request_ends_whatever_it_speaks() {
        let files = files("idle");
        let (address, _stop) = server(&files).await;
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(&files.certificate).unwrap()).unwrap();
        let mut config =
            ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
        for protocol in [HTTP_2, HTTP_1] {
            config.alpn_protocols = vec![protocol.to_vec()];
            let stream = TcpStream::connect(address).await.unwrap();
            let connector = TlsConnector::from(Arc::new(config.clone()));
            let name = ServerName::try_from("localhost").unwrap();
            let mut stream = connector.connect(name, stream).await.unwrap();
            assert_eq!(stream.get_ref().1.alpn_protocol(), Some(protocol));
            let begun = Instant::now();
            let mut answer = Vec::new();
            let ended = timeout(LONGEST_HEADERS * 10, stream.read_to_end(&mut answer)).await;
            assert!(ended.is_ok(), "the connection was kept open");
            let took = begun.elapsed();
            assert!(took >= LONGEST_HEADERS && took < LONGEST_HEADERS * 2, "{took:?}");
        }
        remove(&files);
    }
}
