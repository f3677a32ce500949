use serde_json::json;

use crate::server::{API, Server};

#[tokio::test]
async fn a_skill_has_its_tags_and_those_of_all_skills() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let read = server.get(&format!("{API}/skills/101/tags"), &token).await;
    let tag =
        |id, name: &str, is_active| json!({"tagId": id, "tagName": name, "isActive": is_active});
    let tags = [tag(1, "Complaint", true), tag(2, "Large order", true)];
    assert_eq!(read.body, json!({"resultSet": {"skillId": 101, "tags": tags}}));
    let read = server.get(&format!("{API}/skills/102/tags?orderBy=name%20desc"), &token).await;
    let tags = [tag(3, "Recall 2019", false), tag(1, "Complaint", true)];
    assert_eq!(read.body, json!({"resultSet": {"skillId": 102, "tags": tags}}));
    let unknown = server.get(&format!("{API}/skills/9/tags"), &token).await;
    unknown.is_problem(404, "unknown-resource");
}
