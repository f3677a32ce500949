//! Behind a proxy: `public_url` is where the server is, and the proxy says who the client is.

use reqwest::{Client, Method, RequestBuilder};
use serde_json::json;

use crate::{
    serve::refused,
    server::{API, Server, answer, scratch},
};

const TOKEN: &str = "/InContactAuthorizationServer/Token";
const RIGHT: &str = "grant_type=password&username=agent1&password=demo";
const WRONG: &str = "grant_type=password&username=agent1&password=wrong";

/// The demo without its pages' server, with what `[listen]` is to hold.
pub(crate) fn demo_with(listen: &str) -> String {
    include_str!("../../src/config/demo.toml")
        .replace("address = \"{listen}\"\n", listen)
        .replace("{pages}", "http://127.0.0.1:9")
}

fn behind_proxy(name: &str) -> Server {
    Server::with_config(name, &demo_with("public_url = \"https://acd.example\"\n"))
}

/// A request as a proxy on this machine hands it on.
fn ask(server: &Server, method: Method, path: &str, client: &str) -> RequestBuilder {
    let url = format!("http://{}{path}", server.address());
    Client::new().request(method, url).header("x-forwarded-for", client)
}

#[tokio::test]
async fn the_public_url_is_what_clients_are_told() {
    let server = behind_proxy("public-url");
    assert_eq!(server.url, "https://acd.example");
    let request = ask(&server, Method::POST, TOKEN, "192.0.2.1").body(RIGHT);
    let given = answer(request.header("host", "elsewhere.example")).await;
    assert_eq!(given.status, 200, "{}", given.body);
    let base = "https://acd.example";
    assert_eq!(given.body["resource_server_base_uri"], json!(format!("{base}/inContactAPI/")));
    assert_eq!(given.body["refresh_token_server_uri"], json!(format!("{base}{TOKEN}")));
    let path = format!("{API}/agents/1");
    let own = answer(ask(&server, Method::GET, &path, "192.0.2.1").header("origin", base)).await;
    assert_eq!(own.headers["access-control-allow-origin"], base);
    assert_eq!(own.headers["strict-transport-security"], "max-age=31536000");
    assert_eq!(own.headers["referrer-policy"], "no-referrer");
}

#[tokio::test]
async fn each_client_behind_the_proxy_has_attempts_of_its_own() {
    let server = behind_proxy("attempts-behind-proxy");
    let attempt = async |body: &'static str, client: &str| {
        answer(ask(&server, Method::POST, TOKEN, client).body(body)).await
    };
    for number in 0..10 {
        // What the client itself has written stands before what the proxy adds.
        let forged = format!("198.51.100.{number}, 192.0.2.1");
        assert_eq!(attempt(WRONG, &forged).await.status, 401);
    }
    attempt(RIGHT, "192.0.2.1").await.is_problem(429, "too-many-attempts");
    assert_eq!(attempt(RIGHT, "192.0.2.2").await.status, 200);
}

#[tokio::test]
async fn without_a_public_url_no_header_says_who_the_client_is() {
    let server = Server::demo();
    for number in 0..10 {
        let client = format!("192.0.2.{number}");
        let refused = answer(ask(&server, Method::POST, TOKEN, &client).body(WRONG)).await;
        assert_eq!(refused.status, 401);
    }
    let refused = answer(ask(&server, Method::POST, TOKEN, "192.0.2.99").body(RIGHT)).await;
    refused.is_problem(429, "too-many-attempts");
}

#[tokio::test]
async fn nobody_simulates_customers_through_a_proxy() {
    let behind = behind_proxy("simulator-behind-proxy");
    for server in [&behind, &Server::demo()] {
        let skills = "/simulator/v1/skills";
        let refused = answer(ask(server, Method::GET, skills, "192.0.2.1")).await;
        refused.is_problem(403, "not-permitted");
        let here = Client::new().get(format!("http://{}{skills}", server.address()));
        assert_eq!(answer(here).await.status, 200);
    }
}

#[tokio::test]
async fn plain_http_on_this_machine_is_not_bound_to_https() {
    let server = Server::demo();
    let got = server.open(Method::GET, "/", "").await;
    assert!(!got.headers.contains_key("strict-transport-security"));
}

#[test]
fn a_public_url_that_sends_passwords_in_the_clear_is_refused() {
    let path = scratch("clear.toml");
    std::fs::write(&path, "[listen]\npublic_url = \"http://acd.example\"\n").unwrap();
    let said = refused(&["--config", path.to_str().unwrap()]);
    assert!(said.contains("line 2, key `listen.public_url`: "), "{said}");
    assert!(said.contains("passwords in the clear"), "{said}");
    let both =
        "[listen]\npublic_url = \"http://localhost\"\n[tls]\ncertificate = \"c\"\nkey = \"k\"\n";
    std::fs::write(&path, both).unwrap();
    let said = refused(&["--config", path.to_str().unwrap()]);
    assert!(said.contains("with [tls] the server speaks https"), "{said}");
}
