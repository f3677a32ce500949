use reqwest::Method;
use serde_json::json;

use crate::server::Server;

#[tokio::test]
async fn section_2_an_agent_reads_itself_as_a_user_and_no_other() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    for path in ["/user-management/v1/users/bu1agent1", "/User-Management//v1/Users/BU1agent1/"] {
        let read = server.get(path, &token).await;
        assert_eq!(read.status, 200, "{}", read.body);
        let user = json!({"firstName": "Ada", "lastName": "Archer", "customAttributes": {}});
        assert_eq!(read.body, json!({ "user": user }));
    }
    for other in ["bu1agent2", "bu2agent1", "1", "nonsense"] {
        let path = format!("/user-management/v1/users/{other}");
        server.get(&path, &token).await.is_problem(404, "unknown-resource");
    }
    let open = server.open(Method::GET, "/user-management/v1/users/bu1agent1", "").await;
    open.is_problem(401, "not-authenticated");
}
