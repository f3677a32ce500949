mod activity;
mod tags;

use serde_json::json;

use crate::server::{API, Server};

#[tokio::test]
async fn a_skill_is_flat_and_says_how_its_work_ends() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let sales = json!({
        "skillId": 101, "skillName": "Sales", "isActive": true, "mediaTypeId": 4, "acwTypeId": 2,
        "useDisposition": true, "requireDisposition": true, "maxSecondsACW": 0,
    });
    let support = json!({
        "skillId": 102, "skillName": "Support", "isActive": true, "mediaTypeId": 4,
        "acwTypeId": 3, "useDisposition": true, "requireDisposition": false, "maxSecondsACW": 30,
    });
    assert_eq!(server.get(&format!("{API}/skills/101"), &token).await.body, sales);
    let all = server.get(&format!("{API}/skills"), &token).await;
    assert_eq!(all.body, json!({"skills": [sales, support]}));
    server.get(&format!("{API}/skills/9"), &token).await.is_problem(404, "unknown-resource");
}

#[tokio::test]
async fn dispositions_are_listed_or_204() {
    let config = include_str!("../../src/config/demo.toml")
        .replace("address = \"{listen}\"\n", "")
        .replace("{pages}", "http://127.0.0.1:9")
        + "\n[[skill]]\nid = 103\nname = \"Plain\"\n";
    let server = Server::with_config("dispositions", &config);
    let token = server.token("agent1").await;
    let listed = server.get(&format!("{API}/skills/102/dispositions"), &token).await;
    let one = |id, name: &str, place| {
        json!({
            "dispositionId": id, "dispositionName": name, "displayOrder": place,
            "isPreviewDisposition": false,
        })
    };
    assert_eq!(listed.body, json!({"dispositions": [one(4, "Solved", 1), one(5, "Handed on", 2)]}));
    let none = server.get(&format!("{API}/skills/103/dispositions"), &token).await;
    assert_eq!((none.status, none.body.as_str()), (204, Some("")));
}
