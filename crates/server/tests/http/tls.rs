//! HTTPS by the server itself, with certificates made for the test.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::Stdio,
};

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use reqwest::{Certificate, Client, Method, Version};
use serde_json::Value;

use crate::{
    public_url::demo_with,
    serve::refused,
    server::{API, Server, answer, command, scratch},
};

/// A certificate's files, and the authority that has issued it.
pub(crate) struct Files {
    authority: CertifiedIssuer<'static, KeyPair>,
    name: &'static str,
}

impl Files {
    /// Makes an authority and a certificate for `localhost`.
    pub(crate) fn new(name: &'static str) -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let authority = CertifiedIssuer::self_signed(params, key).unwrap();
        let files = Self { authority, name };
        files.issue(&["localhost", "127.0.0.1"]);
        fs::write(files.path("ca"), files.authority.pem()).unwrap();
        files
    }

    pub(crate) fn path(&self, what: &str) -> PathBuf {
        scratch(&format!("{}-{what}.pem", self.name))
    }

    /// Writes a new certificate for these names over the one before.
    pub(crate) fn issue(&self, names: &[&str]) {
        self.issue_with(names, |_| {});
    }

    fn issue_with(&self, names: &[&str], change: impl Fn(&mut CertificateParams)) {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.authority).unwrap();
        fs::write(self.path("chain"), certificate.pem() + &self.authority.pem()).unwrap();
        fs::write(self.path("key"), key.serialize_pem()).unwrap();
    }

    fn config(&self, listen: &str) -> String {
        let (certificate, key) = (self.path("chain"), self.path("key"));
        format!(
            "{}\n[tls]\ncertificate = \"{}\"\nkey = \"{}\"\n",
            demo_with(listen),
            certificate.display(),
            key.display()
        )
    }

    pub(crate) fn server(&self) -> Server {
        Server::with_config(self.name, &self.config(""))
    }

    /// A client that trusts this authority alone.
    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(crate) fn builder(&self) -> reqwest::ClientBuilder {
        let authority = Certificate::from_pem(self.authority.pem().as_bytes()).unwrap();
        Client::builder().tls_certs_only([authority])
    }

    /// Writes the configuration and gives why the server refuses to start with it.
    fn refused(&self) -> String {
        let config = scratch(&format!("{}-refused.toml", self.name));
        fs::write(&config, self.config("")).unwrap();
        refused(&["--listen", "127.0.0.1:0", "--config", config.to_str().unwrap()])
    }
}

async fn log_in(server: &Server, client: &Client) -> Value {
    let request = client
        .post(format!("{}/InContactAuthorizationServer/Token", server.url))
        .body("grant_type=password&username=agent1&password=demo");
    let given = answer(request).await;
    assert_eq!(given.status, 200, "{}", given.body);
    given.body
}

#[tokio::test]
async fn http_2_and_http_1_are_served_over_tls() {
    let files = Files::new("tls-both");
    let server = files.server();
    assert!(server.url.starts_with("https://localhost:"), "{}", server.url);
    let one = files.builder().http1_only().build().unwrap();
    for (client, version) in [(files.client(), Version::HTTP_2), (one, Version::HTTP_11)] {
        let given = log_in(&server, &client).await;
        let base = given["resource_server_base_uri"].as_str().unwrap();
        assert_eq!(base, format!("{}/inContactAPI/", server.url));
        let token = given["access_token"].as_str().unwrap();
        let url = format!("{}{API}/agents/1", server.url);
        let got = client.get(url).bearer_auth(token).send().await.unwrap();
        assert_eq!((got.status().as_u16(), got.version()), (200, version));
        assert_eq!(got.headers()["strict-transport-security"], "max-age=31536000");
        let page = client.get(&server.url).send().await.unwrap();
        assert_eq!(page.version(), version);
        let policy = page.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-src 'self' http://127.0.0.1:9;"), "{policy}");
    }
}

#[tokio::test]
async fn commands_pass_a_parked_poll_on_one_connection_and_the_end_answers_it() {
    let files = Files::new("tls-parked");
    let server = files.server();
    let client = files.client();
    let token = log_in(&server, &client).await["access_token"].as_str().unwrap().to_owned();
    let sessions = format!("{}{API}/agent-sessions", server.url);
    let start = client.post(&sessions).bearer_auth(&token).body("{}");
    let session = answer(start).await.body["sessionId"].as_str().unwrap().to_owned();
    let ask = |session: &str| {
        let url = format!("{sessions}/{session}/get-next-event?timeout=60");
        client.get(url).bearer_auth(&token)
    };
    let first = answer(ask(&session)).await;
    let session = first.body["sessionId"].as_str().unwrap();
    let parked = tokio::spawn(ask(session).send());
    let state = client.post(format!("{sessions}/{session}/state")).bearer_auth(&token);
    answer(state.body(r#"{"state":"Available"}"#)).await.is_taken();
    let woken = answer(ask(session)).await;
    assert_eq!(woken.body["events"][0]["CurrentState"], "Available", "{}", woken.body);
    assert_eq!(parked.await.unwrap().unwrap().version(), Version::HTTP_2);
    let session = woken.body["sessionId"].as_str().unwrap();
    let parked = tokio::spawn(ask(session).send());
    // On the same connection: when this has been answered, the poll has been sent.
    answer(client.get(format!("{}/healthz", server.url))).await;
    let (status, log) = tokio::task::spawn_blocking(|| server.end("-TERM")).await.unwrap();
    assert!(status.success() && !log.contains("connections were cut off"), "{log}");
    if let Ok(answered) = parked.await.unwrap() {
        assert_eq!(answered.status(), 304);
    }
}

#[tokio::test]
async fn heads_and_bodies_that_are_too_large_are_refused() {
    let files = Files::new("tls-limits");
    let server = files.server();
    for builder in [files.builder(), files.builder().http1_only()] {
        let client = builder.build().unwrap();
        let get = || client.get(format!("{}/healthz", server.url));
        assert_eq!(get().header("x", "y".repeat(20_000)).send().await.unwrap().status(), 200);
        // The answer may be cut off where the server reads no further.
        if let Ok(refused) = get().header("x", "y".repeat(40_000)).send().await {
            assert_eq!(refused.status(), 431);
        }
        let url = format!("{}/InContactAuthorizationServer/Token", server.url);
        let large = client.post(url).body("y".repeat(70_000));
        answer(large).await.is_problem(413, "body-too-large");
        assert_eq!(get().send().await.unwrap().status(), 200);
    }
}

#[tokio::test]
async fn any_address_is_served_with_tls() {
    let files = Files::new("tls-any");
    let config = scratch("tls-any.toml");
    fs::write(&config, files.config("")).unwrap();
    let server = Server::start(&["--listen", "0.0.0.0:0", "--config", config.to_str().unwrap()]);
    assert!(server.address().ip().is_unspecified());
    log_in(&server, &files.client()).await;
    let stranger = Client::new().get(&server.url).send().await.unwrap_err();
    assert!(stranger.is_connect(), "who does not trust the authority is not connected");
}

#[test]
fn a_file_that_is_none_is_said_with_its_name_and_what_to_do() {
    let files = Files::new("tls-files");
    let (chain, key) = (files.path("chain"), files.path("key"));
    let says = |path: &PathBuf, words: &str| {
        let said = files.refused();
        assert!(said.contains(path.to_str().unwrap()) && said.contains(words), "{said}");
        files.issue(&["localhost"]);
    };
    fs::remove_file(&chain).unwrap();
    says(&chain, "([tls], certificate) cannot be read: No such file");
    fs::remove_file(&key).unwrap();
    says(&key, "([tls], key) cannot be read: No such file");
    fs::write(&chain, "no certificate").unwrap();
    says(&chain, "holds no certificate in PEM form");
    fs::write(&chain, "-----BEGIN CERTIFICATE-----\n%%%\n").unwrap();
    says(&chain, "holds no certificate in PEM form");
    fs::write(&chain, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").unwrap();
    says(&chain, "and its key cannot be used");
    fs::copy(&chain, &key).unwrap();
    says(&key, "holds no private key in PEM form without a passphrase");
    let locked =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    fs::write(&key, locked).unwrap();
    says(&key, "take the passphrase off");
    fs::write(&key, KeyPair::generate().unwrap().serialize_pem()).unwrap();
    says(&key, "is not the key of the first certificate in");
    fs::write(&chain, files.authority.pem()).unwrap();
    says(&chain, "the server's own certificate before the others");
}

#[test]
fn a_certificate_out_of_its_time_is_refused() {
    let files = Files::new("tls-time");
    files.issue_with(&["localhost"], |params| params.not_after = date_time_ymd(2020, 2, 29));
    let said = files.refused();
    let path = files.path("chain");
    let words =
        format!("the certificate in {} has expired on 2020-02-29: renew it", path.display());
    assert_eq!(said, format!("cordboard: {words}"));
    files.issue_with(&["localhost"], |params| params.not_before = date_time_ymd(2999, 1, 1));
    let said = files.refused();
    assert!(said.contains("holds from 2999-01-01 on only"), "{said}");
}

#[test]
fn who_speaks_something_else_is_told_or_left() {
    let files = Files::new("tls-plain");
    let server = files.server();
    let say = |bytes: &[u8]| {
        let mut stream = TcpStream::connect(server.address()).unwrap();
        stream.write_all(bytes).unwrap();
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    };
    let told = String::from_utf8(say(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).unwrap();
    assert!(told.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{told}");
    assert!(told.ends_with("begin it with https://\n"), "{told}");
    for bytes in [b"".as_slice(), b"\0\0\0\0", b"\x80\x2e\x01\x03\x01"] {
        assert_eq!(say(bytes), b"");
    }
    // An alert of TLS is all that a broken handshake gets.
    let alert = say(b"\x16\x03\x01\x00\x05hello");
    assert!(alert.first().is_none_or(|first| *first == 0x15), "{alert:?}");
    let (status, log) = server.end("-TERM");
    assert!(status.success() && !log.contains("panicked"), "{log}");
}

#[tokio::test]
async fn a_renewed_certificate_is_taken_over_and_a_broken_one_is_not() {
    let files = Files::new("tls-renewed");
    let server = files.server();
    let connects = async || files.client().get(&server.url).send().await.is_ok();
    server.signal("-HUP");
    server.logged("the certificate has not changed");
    assert!(connects().await);
    fs::write(files.path("key"), KeyPair::generate().unwrap().serialize_pem()).unwrap();
    server.signal("-HUP");
    let said = server.logged("the certificate from before stays in use: ");
    assert!(said.contains("is not the key of the first certificate"), "{said}");
    assert!(connects().await);
    // For another name, so that it shows which one is in use.
    files.issue(&["acd.example"]);
    server.signal("-HUP");
    server.logged("a renewed certificate is in use");
    assert!(!connects().await);
    let (status, _) = server.end("-TERM");
    assert!(status.success());
}

#[test]
fn a_certificate_for_another_name_or_soon_over_is_warned_of() {
    let files = Files::new("tls-warned");
    let listen = "public_url = \"https://acd.example\"\n";
    drop(Server::with_config("tls-warned", &files.config(listen)).logged("is not for acd.example"));
    let soon = Timestamp::now().to_zoned(TimeZone::UTC).date().saturating_add(3.days());
    let (month, day) = (soon.month().unsigned_abs(), soon.day().unsigned_abs());
    files.issue_with(&["acd.example"], |params| {
        params.not_after = date_time_ymd(soon.year().into(), month, day);
    });
    let server = Server::with_config("tls-warned", &files.config(listen));
    server.logged("only: renew it");
    let (_, log) = server.end("-TERM");
    assert!(!log.contains("is not for acd.example"), "{log}");
}

#[tokio::test]
async fn the_command_line_speaks_https() {
    let files = Files::new("tls-call");
    let server = files.server();
    let call = |trusted: &str| {
        command(&["call", "--skill", "101", "--ani", "+15551230001", "--server", &server.url])
            .env("SSL_CERT_FILE", trusted)
            .stderr(Stdio::piped())
            .output()
            .unwrap()
    };
    let placed = call(files.path("ca").to_str().unwrap());
    assert!(placed.status.success(), "{placed:?}");
    let contact: u64 = String::from_utf8(placed.stdout).unwrap().trim().parse().unwrap();
    let url = format!("{}/simulator/v1/calls/{contact}", server.url);
    assert_eq!(answer(files.client().request(Method::GET, url)).await.status, 200);
    let other = Files::new("tls-call-other");
    let refused = call(other.path("ca").to_str().unwrap());
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("the server's certificate is not accepted"), "{said}");
}

#[test]
fn without_tls_a_hang_up_ends_nothing() {
    let server = Server::demo();
    server.signal("-HUP");
    server.logged("without [tls] nothing is read again");
    assert!(server.end("-TERM").0.success());
}
