//! `docs/install.md` says what is true: its configurations are used as they stand there.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use reqwest::{Client, Method, Version};
use tokio::net::TcpSocket;

use crate::{
    public_url::demo_with,
    serve::refused,
    server::{API, Server, answer, command, scratch},
    tls::Files,
};

const GUIDE: &str = include_str!("../../../../docs/install.md");

/// Where Debian and others have it.
const NGINX: &str = "/usr/sbin/nginx";

/// The examples in this language, in their order.
fn examples(language: &str) -> Vec<&'static str> {
    let begin = format!("```{language}\n");
    GUIDE.split(&begin).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

fn only(language: &str) -> &'static str {
    let [one] = examples(language)[..] else { panic!("one example in {language}") };
    one
}

/// Replaces what a test must have otherwise; fails where it does not stand.
fn with(text: &str, replacements: &[(&str, &str)]) -> String {
    replacements.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "`{old}` does not stand in\n{text}");
        text.replace(old, new)
    })
}

/// The number after a key.
fn seconds(text: &str, key: &str) -> u32 {
    let (_, rest) = text.split_once(key).unwrap();
    rest.trim_start().split('s').next().unwrap().parse().unwrap()
}

#[test]
fn its_configurations_are_taken() {
    let [behind_proxy, tls] = examples("toml")[..] else { panic!("two configurations") };
    assert_eq!(Server::with_config("guide", behind_proxy).url, "https://acd.example");
    let config = scratch("guide-tls.toml");
    // A name that no machine has, so that it is this file that is missing.
    fs::write(&config, with(tls, &[("/etc/cordboard/tls/", "/nowhere/")])).unwrap();
    let said = refused(&["--config", config.to_str().unwrap()]);
    let missing = "cordboard: /nowhere/fullchain.pem ([tls], certificate) cannot be read: ";
    assert!(said.starts_with(missing), "{said}");
}

#[test]
fn its_commands_are_there() {
    let mut seen = 0;
    for line in examples("sh").into_iter().flat_map(str::lines) {
        let line = line.strip_prefix("sudo -u cordboard ").unwrap_or(line);
        let Some(words) = line.strip_prefix("cordboard ") else { continue };
        let words: Vec<&str> = words.split(' ').collect();
        let depth = if words[0] == "admin" { 2 } else { 1 };
        let asked = command(&[&words[..depth], &["--help"]].concat()).output().unwrap();
        assert!(asked.status.success(), "{line}: {asked:?}");
        let help = String::from_utf8(asked.stdout).unwrap();
        for option in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(&format!("{option} ")), "{line}: no {option} in\n{help}");
        }
        seen += 1;
    }
    assert!(seen > 3, "{seen}");
}

#[tokio::test]
async fn what_it_watches_is_measured() {
    let server = Server::demo();
    let measured = server.open(Method::GET, "/metrics", "").await.body;
    let measured = measured.as_str().unwrap();
    let names: Vec<&str> = GUIDE.split('`').filter(|word| word.starts_with("cordboard_")).collect();
    assert!(!names.is_empty());
    for name in names {
        assert!(measured.contains(name), "{name} stands not in\n{measured}");
    }
    for path in ["/healthz", "/readyz"] {
        assert!(GUIDE.contains(&format!("http://127.0.0.1:8440{path}`")));
        assert_eq!(server.open(Method::GET, path, "").await.status, 200);
    }
}

#[test]
fn its_proxies_outlast_a_parked_poll_and_say_who_the_client_is() {
    let nginx = only("nginx");
    assert!(seconds(nginx, "proxy_read_timeout ") > 60);
    assert!(seconds(nginx, "    keepalive_timeout ") < 60);
    assert!(nginx.contains("proxy_buffering off;"));
    assert!(nginx.contains("proxy_set_header X-Forwarded-For $remote_addr;"));
    let caddy = only("caddyfile");
    assert!(seconds(caddy, "response_header_timeout ") > 60);
    assert!(seconds(caddy, "keepalive ") < 60);
    assert!(caddy.contains("flush_interval -1"));
    assert!(caddy.contains("header_up X-Forwarded-For {remote_host}"));
    assert!(nginx.contains("location /simulator/ { return 404; }"));
    assert!(caddy.contains("respond /simulator/* 404"));
}

/// A running nginx, until it is dropped.
struct Nginx {
    config: PathBuf,
    folder: PathBuf,
}

impl Nginx {
    /// Returns when it listens. nginx itself then goes on in the background.
    fn start(site: &str) -> Self {
        let folder = scratch("nginx");
        fs::create_dir_all(&folder).unwrap();
        let text = format!(
            "pid nginx.pid; error_log error.log; worker_processes 1; events {{}}\n\
             http {{\naccess_log off; client_body_temp_path body; proxy_temp_path proxy;\n\
             fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n{site}\n}}\n"
        );
        let config = folder.join("nginx.conf");
        fs::write(&config, text).unwrap();
        let nginx = Self { config, folder };
        let started = nginx.command(&[]).output().unwrap();
        assert!(started.status.success(), "{started:?}");
        nginx
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(NGINX);
        command.arg("-p").arg(&self.folder).arg("-c").arg(&self.config);
        // There too what it says before it has read the configuration.
        command.arg("-e").arg(self.folder.join("error.log")).args(args);
        command
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.command(&["-s", "stop"]).output();
    }
}

/// Runs where nginx is installed; everywhere, the test above reads the same example.
#[tokio::test]
async fn its_nginx_serves_the_desktop_and_a_parked_poll() {
    if !Path::new(NGINX).exists() {
        return;
    }
    let files = Files::new("guide-nginx");
    files.issue(&["acd.example"]);
    let server =
        Server::with_config("guide-nginx", &demo_with("public_url = \"https://acd.example\"\n"));
    // Keeps the port for nginx until it has it.
    let kept = TcpSocket::new_v4().unwrap();
    kept.set_reuseport(true).unwrap();
    kept.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = kept.local_addr().unwrap();
    let (chain, key) = (files.path("chain"), files.path("key"));
    let site = with(
        only("nginx"),
        &[
            ("127.0.0.1:8440", &server.address().to_string()),
            ("listen 443 ssl http2;", &format!("listen {address} ssl http2 reuseport;")),
            ("    listen [::]:443 ssl http2;\n", ""),
            ("/etc/letsencrypt/live/acd.example/fullchain.pem", chain.to_str().unwrap()),
            ("/etc/letsencrypt/live/acd.example/privkey.pem", key.to_str().unwrap()),
        ],
    );
    let _nginx = Nginx::start(&site);
    let client = files.builder().resolve("acd.example", address).build().unwrap();
    let url = format!("https://acd.example:{}", address.port());

    let page = client.get(&url).send().await.unwrap();
    assert_eq!(page.version(), Version::HTTP_2);
    assert!(page.headers().contains_key("content-security-policy"));
    assert!(page.headers().contains_key("strict-transport-security"));
    for inside in ["/metrics", "/simulator/v1/skills", "//simulator/v1/skills"] {
        assert_eq!(client.get(format!("{url}{inside}")).send().await.unwrap().status(), 404);
    }

    let token = async |client: &Client, password: &str, forged: &str| {
        let body = format!("grant_type=password&username=agent1&password={password}");
        let path = "/InContactAuthorizationServer/Token";
        let request = client.post(format!("{url}{path}")).header("x-forwarded-for", forged);
        answer(request.body(body)).await
    };
    let given = token(&client, "demo", "192.0.2.1").await;
    assert_eq!(given.body["resource_server_base_uri"], "https://acd.example/inContactAPI/");
    let bearer = given.body["access_token"].as_str().unwrap();
    let sessions = format!("{url}{API}/agent-sessions");
    let start = client.post(&sessions).bearer_auth(bearer).body("{}");
    let session = answer(start).await.body["sessionId"].as_str().unwrap().to_owned();
    let ask = |session: &str| {
        let url = format!("{sessions}/{session}/get-next-event?timeout=60");
        client.get(url).bearer_auth(bearer)
    };
    let first = answer(ask(&session)).await;
    let session = first.body["sessionId"].as_str().unwrap().to_owned();
    let parked = tokio::spawn(ask(&session).send());
    let state = client.post(format!("{sessions}/{session}/state")).bearer_auth(bearer);
    answer(state.body(r#"{"state":"Available"}"#)).await.is_taken();
    assert_eq!(parked.await.unwrap().unwrap().status(), 200);

    for number in 0..10 {
        assert_eq!(token(&client, "wrong", &format!("198.51.100.{number}")).await.status, 401);
    }
    token(&client, "demo", "198.51.100.99").await.is_problem(429, "too-many-attempts");
}
