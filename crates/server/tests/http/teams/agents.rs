use serde_json::json;

use crate::server::{API, Server};

#[tokio::test]
async fn the_agents_of_a_team_are_read_without_what_is_theirs_alone() {
    let server = Server::demo();
    let token = server.token("agent3").await;
    let read = server.get(&format!("{API}/teams/1/agents"), &token).await;
    let agent = |id, first: &str, last: &str| {
        json!({
            "agentId": id, "firstName": first, "lastName": last, "teamId": 1,
            "teamName": "Sales floor", "isActive": true,
        })
    };
    let all = [agent(1, "Ada", "Archer"), agent(2, "Ben", "Brook")];
    assert_eq!(read.body, json!({"agents": all}));
    let read = server.get(&format!("{API}/teams/1/agents?searchString=BROOK"), &token).await;
    assert_eq!(read.body, json!({"agents": [agent(2, "Ben", "Brook")]}));
    let unknown = server.get(&format!("{API}/teams/9/agents"), &token).await;
    unknown.is_problem(404, "unknown-resource");
}
