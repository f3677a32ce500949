mod agents;

use serde_json::json;

use crate::server::{API, Server};

#[tokio::test]
async fn a_team_has_its_unavailable_codes_with_real_booleans() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let codes = server.get(&format!("{API}/teams/1/unavailable-codes"), &token).await;
    let code = |id, name: &str, is_acw, minutes| {
        json!({
            "outStateId": id, "outStateName": name, "isAcw": is_acw, "isActive": true,
            "agentTimeoutMins": minutes,
        })
    };
    assert_eq!(
        codes.body,
        json!({"unavailableCodes": [
            code(1, "Break", false, 30), code(2, "Lunch", false, 120),
            code(3, "Meeting", false, 120), code(4, "Paperwork", true, 5),
        ]})
    );
    let team = json!({"teamId": 1, "teamName": "Sales floor", "isActive": true});
    assert_eq!(server.get(&format!("{API}/teams/1"), &token).await.body, json!({"teams": [team]}));
    let all = server.get(&format!("{API}/teams"), &token).await;
    assert_eq!(all.body["teams"].as_array().unwrap().len(), 2);
    for path in ["teams/9", "teams/x", "teams/9/unavailable-codes"] {
        server.get(&format!("{API}/{path}"), &token).await.is_problem(404, "unknown-resource");
    }
}
