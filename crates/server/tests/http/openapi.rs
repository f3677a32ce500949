//! `/openapi.json`, and that what it says is there.

use reqwest::Method;
use serde_json::Value;

use crate::server::Server;

const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

#[tokio::test]
async fn it_names_the_address_by_which_it_was_asked_for() {
    let server = Server::demo();
    let answer = server.open(Method::GET, "/openapi.json", "").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(answer.body["servers"][0]["url"], server.url);
    let committed: Value =
        serde_json::from_str(include_str!("../../../../docs/openapi.json")).unwrap();
    assert_eq!(answer.body["paths"], committed["paths"]);
    assert_eq!(answer.body["components"], committed["components"]);
}

#[tokio::test]
async fn a_page_to_try_it_loads_nothing_from_elsewhere() {
    let server = Server::demo();
    for path in ["/openapi", "/openapi/"] {
        let page = server.open(Method::GET, path, "").await;
        assert_eq!(page.status, 200);
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self' ") && policy.contains("style-src 'self';"));
        let text = page.body.as_str().unwrap();
        assert!(!text.contains("http:") && !text.contains("https:"), "{text}");
    }
    for file in ["openapi.js", "schema.js", "openapi.css", "look.css"] {
        let answer = server.open(Method::GET, &format!("/openapi/{file}"), "").await;
        assert_eq!(answer.status, 200, "{file}");
    }
}

/// The router has each path and each method of the document, and no further method at its paths.
#[tokio::test]
async fn every_operation_is_a_route_and_every_route_an_operation() {
    let server = Server::demo();
    let document = server.open(Method::GET, "/openapi.json", "").await.body;
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() > 40);
    for (path, operations) in paths {
        let operations = operations.as_object().unwrap();
        // Ids of which nothing is found, behind a token that is none.
        let filled = path.replace(['{', '}'], "");
        for spelt in [filled.clone(), filled.replacen('/', "//", 2)] {
            for method in METHODS {
                let sent = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                let answer = server.open(sent, &spelt, "").await;
                let is_there = !matches!(
                    answer.body["type"].as_str(),
                    Some("/problems/method-not-allowed" | "/problems/unknown-address")
                );
                let is_documented = operations.contains_key(method);
                assert_eq!(is_there, is_documented, "{method} {spelt}: {}", answer.body);
            }
        }
    }
}
