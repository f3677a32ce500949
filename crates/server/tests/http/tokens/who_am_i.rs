use reqwest::Method;
use serde_json::json;

use crate::server::{Server, answer};

const WHO_AM_I: &str = "/InContactAuthorizationServer/Token/WhoAmI";

#[tokio::test]
async fn section_2_whoami_says_whom_a_token_is_for() {
    let server = Server::demo();
    let token = server.token("agent3").await;
    let body = json!({ "token": token }).to_string();
    let form = format!("token={token}");
    for (path, body) in [
        (WHO_AM_I, &body),
        ("/incontactauthorizationserver/token/whoami", &body),
        (WHO_AM_I, &form),
    ] {
        let mut said = server.open(Method::POST, path, body).await;
        assert_eq!(said.status, 200, "{}", said.body);
        let left = said.body["expires_in"].take().as_u64().unwrap();
        assert!((3500..=3600).contains(&left), "{left}");
        assert_eq!(
            said.body,
            json!({
                "agent_id": 3, "bus_no": 1, "team_id": 2, "expires_in": null,
                "iss": server.url, "sub": "user:bu1agent3",
                "resource_server_base_uri": format!("{}/inContactAPI/", server.url),
                "refresh_token_server_uri":
                    format!("{}/InContactAuthorizationServer/Token", server.url),
            })
        );
    }
    let by_bearer = server.post(WHO_AM_I, &token, "").await;
    assert_eq!(by_bearer.body["agent_id"], 3);
}

#[tokio::test]
async fn a_token_that_does_not_hold_is_nobody_s() {
    let server = Server::demo();
    let (head, rest) = server
        .token("agent1")
        .await
        .split_once('.')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    for body in [
        json!({ "token": format!("{head}.x{rest}") }),
        json!({"token": ""}),
        json!({}),
        json!({"token": null}),
    ] {
        let refused = server.open(Method::POST, WHO_AM_I, &body.to_string()).await;
        refused.is_problem(401, "not-authenticated");
    }
    let wrong = server.open(Method::POST, WHO_AM_I, r#"{"token":[]}"#).await;
    wrong.is_problem(400, "bad-value");
    let got = answer(server.request(Method::GET, WHO_AM_I)).await;
    got.is_problem(405, "method-not-allowed");
}
