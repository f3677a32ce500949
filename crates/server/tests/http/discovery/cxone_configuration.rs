use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    server::{Server, answer},
    tls::Files,
};

const CONFIGURATION: &str = "/.well-known/cxone-configuration";

fn addresses(said: &Value) -> [String; 3] {
    let of = |name: &str| said[name].as_str().unwrap();
    [
        format!("https://api-{}.{}", of("cluster"), of("acdDomain")),
        format!("https://api-{}.{}", of("area"), of("domain")),
        format!("https://{}.{}", of("area"), of("uhDomain")),
    ]
}

#[tokio::test]
async fn section_2_it_is_built_from_the_name_that_the_client_uses() {
    let server = Server::demo();
    let port = server.address().port();
    for host in [
        format!("localhost:{port}"),
        format!("127.0.0.1:{port}"),
        format!("cordboard.localhost:{port}"),
        format!("api-cordboard.localhost:{port}"),
    ] {
        for tenant in ["?tenantId=1", "", "?tenantId="] {
            let request = server.request(Method::GET, &format!("{CONFIGURATION}{tenant}"));
            let said = answer(request.header("host", &host)).await;
            assert_eq!(said.status, 200, "{}", said.body);
            let base = format!("http://{host}");
            assert_eq!(
                said.body,
                json!({
                    "api_endpoint": base, "auth_endpoint": base, "ui_endpoint": base,
                    "area": "cordboard", "cluster": "cordboard",
                    "domain": format!("localhost:{port}"),
                    "acdDomain": format!("localhost:{port}"),
                    "uhDomain": format!("localhost:{port}"),
                })
            );
        }
    }
    let other = server.open(Method::GET, &format!("{CONFIGURATION}?tenantId=other"), "").await;
    other.is_problem(404, "unknown-resource");
}

#[tokio::test]
async fn section_2_the_addresses_that_clients_build_lead_here() {
    let files = Files::new("cxone");
    files.issue(&["localhost", "cordboard.localhost", "api-cordboard.localhost"]);
    let server = files.server();
    // As a browser resolves names that end in `.localhost`.
    let here = server.address();
    let client: Client = files
        .builder()
        .resolve("cordboard.localhost", here)
        .resolve("api-cordboard.localhost", here)
        .build()
        .unwrap();
    let said = answer(client.get(format!("{}{CONFIGURATION}", server.url))).await.body;
    for address in addresses(&said) {
        let token = client
            .post(format!("{address}/InContactAuthorizationServer/Token"))
            .body("grant_type=password&username=agent1&password=demo");
        let given = answer(token).await.body;
        assert_eq!(given["resource_server_base_uri"], json!(format!("{address}/inContactAPI/")));
        let api = given["resource_server_base_uri"].as_str().unwrap();
        let read = client
            .get(format!("{api}services/v13.0/agents/1"))
            .bearer_auth(given["access_token"].as_str().unwrap());
        assert_eq!(read.send().await.unwrap().status(), StatusCode::OK);
        let again = answer(client.get(format!("{address}{CONFIGURATION}"))).await.body;
        assert_eq!(addresses(&again), addresses(&said), "{address}");
    }
}

#[tokio::test]
async fn what_is_configured_holds_under_any_name() {
    let config = "[discovery]\ntenant_id = 'acme'\narea = 'eu1'\ncluster = 'c7'\n\
                  domain = 'acd.example'\nuh_domain = 'desk.example:8443'\n";
    let server = Server::with_config("discovery", config);
    let said = server.open(Method::GET, &format!("{CONFIGURATION}?tenantId=acme"), "").await;
    assert_eq!(
        addresses(&said.body),
        [
            "https://api-c7.acd.example",
            "https://api-eu1.acd.example",
            "https://eu1.desk.example:8443"
        ]
    );
    let other = server.open(Method::GET, &format!("{CONFIGURATION}?tenantId=1"), "").await;
    other.is_problem(404, "unknown-resource");
}
