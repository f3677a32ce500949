use reqwest::Method;
use serde_json::json;

use crate::server::{Server, answer};

#[tokio::test]
async fn section_2_the_userinfo_endpoint_says_who_the_token_is_for() {
    let server = Server::demo();
    let token = server.token("agent2").await;
    for method in [Method::GET, Method::POST] {
        let request = server.request(method, "/auth/userinfo").bearer_auth(&token);
        let said = answer(request.header("origin", server.pages())).await;
        assert_eq!(said.status, 200, "{}", said.body);
        assert_eq!(said.headers["access-control-allow-origin"], server.pages());
        assert_eq!(
            said.body,
            json!({
                "sub": "user:bu1agent2", "userId": "bu1agent2", "tenantId": "1", "tenant": "Demo",
                "given_name": "Ben", "family_name": "Brook", "name": "Ben Brook",
                "icAgentId": "2", "icBUId": 1, "icClusterId": "cordboard", "teamId": "1",
            })
        );
    }
    let open = server.open(Method::GET, "/auth/userinfo", "").await;
    open.is_problem(401, "not-authenticated");
    assert_eq!(open.headers["www-authenticate"], "Bearer");
}
