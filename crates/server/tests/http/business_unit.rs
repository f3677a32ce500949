use reqwest::Method;
use serde_json::json;

use crate::{
    agent::is_instant,
    server::{API, Server},
};

#[tokio::test]
async fn what_a_desktop_reads_at_its_start() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let unit = server.get(&format!("{API}/business-unit"), &token).await;
    assert_eq!(
        unit.body,
        json!({"businessUnits": [{
            "businessUnitId": 1, "businessUnitName": "Demo", "features": [],
            "maxConferenceParties": 3, "isMultiContactHandling": false,
            "isUnifiedRoutingEnabled": false,
        }]})
    );
    let time = server.get(&format!("{API}/server-time"), &token).await;
    assert!(is_instant(time.body["ServerTime"].as_str().unwrap()), "{}", time.body);
    let features = server.open(Method::GET, "/config/toggledFeatures", "").await;
    assert_eq!(features.body, json!({"toggledFeatures": []}));
    for path in ["business-unit", "server-time", "teams", "skills", "agents/1", "permissions"] {
        let answer = server.open(Method::GET, &format!("{API}/{path}"), "").await;
        answer.is_problem(401, "not-authenticated");
    }
    let health = server.open(Method::GET, "/healthz", "").await;
    assert_eq!((health.status, health.body.as_str()), (200, Some("ok")));
}
