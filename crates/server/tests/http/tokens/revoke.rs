use reqwest::Method;

use crate::{
    log_in_page::form,
    server::{API, Server},
};

async fn given(server: &Server) -> (String, String) {
    let body = "grant_type=password&username=agent1&password=demo";
    let given = server.open(Method::POST, "/auth/token", body).await.body;
    let text = |name: &str| given[name].as_str().unwrap().to_owned();
    (text("access_token"), text("refresh_token"))
}

#[tokio::test]
async fn section_2_either_token_ends_its_sign_in_and_no_other() {
    let server = Server::demo();
    let path = format!("{API}/server-time");
    let (other, _) = given(&server).await;
    for by_refresh_token in [true, false] {
        let (access, refresh) = given(&server).await;
        assert_eq!(server.get(&path, &access).await.status, 200);
        let token = if by_refresh_token { &refresh } else { &access };
        let revoked = server.open(Method::POST, "/auth/revoke", &form(&[("token", token)])).await;
        assert_eq!(revoked.status, 200, "{}", revoked.body);
        let refused = server.get(&path, &access).await;
        refused.is_problem(401, "not-authenticated");
        assert!(refused.body["detail"].as_str().unwrap().contains("has ended"), "{}", refused.body);
        let renew = form(&[("grant_type", "refresh_token"), ("refresh_token", &refresh)]);
        let renewed =
            server.open(Method::POST, "/InContactAuthorizationServer/Token", &renew).await;
        renewed.is_problem(401, "not-authenticated");
        let again = server.open(Method::POST, "/auth/revoke", &form(&[("token", token)])).await;
        assert_eq!(again.status, 200);
    }
    assert_eq!(server.get(&path, &other).await.status, 200);
}

#[tokio::test]
async fn a_token_that_never_was_is_answered_alike_and_none_is_no_request() {
    let server = Server::demo();
    let unknown = server.open(Method::POST, "/auth/revoke", "token=never-given").await;
    assert_eq!(unknown.status, 200, "{}", unknown.body);
    let refused = server.open(Method::POST, "/auth/revoke", "").await;
    refused.is_problem(400, "bad-value");
    assert_eq!(refused.body["error"], "invalid_request");
}

#[tokio::test]
async fn a_poll_that_is_parked_when_its_sign_in_ends_is_answered_and_the_next_is_not() {
    let server = Server::demo();
    let mut agent = crate::agent::Agent::start(&server, "agent1").await;
    agent.events().await;
    let path = agent.path("/get-next-event?timeout=30");
    let (poll, state) = tokio::join!(server.get(&path, &agent.token), async {
        let revoked =
            server.open(Method::POST, "/auth/revoke", &form(&[("token", &agent.token)])).await;
        assert_eq!(revoked.status, 200);
        let another = server.token("agent1").await;
        server.post(&agent.path("/state"), &another, r#"{"state":"Available"}"#).await
    });
    state.is_taken();
    // It came before the end, or after it.
    assert!(matches!(poll.status, 200 | 401), "{}", poll.body);
    server.get(&path, &agent.token).await.is_problem(401, "not-authenticated");
}
