use serde_json::json;

use crate::{admin::Admin, agent::Agent, server::API};

#[tokio::test]
async fn an_agent_reads_its_indicators_and_hears_when_they_change() {
    let admin = Admin::demo().await;
    let server = &admin.server;
    let mut ada = Agent::start(server, "agent1").await;
    let cleo = server.token("agent3").await;
    let pages = server.pages();
    let read = server.get(&format!("{API}/agents/1/indicators"), &ada.token).await;
    assert_eq!(
        read.body,
        json!({"indicators": [{
            "IndicatorId": 1, "Name": "Orders", "ActionType": "OpenURL",
            "ActionUri": format!("{pages}/crm/"), "ImageUri": format!("{pages}/crm/faces/ada.png"),
            "ToolTip": "Opens the customer's orders",
        }]})
    );
    let none = server.get(&format!("{API}/agents/3/indicators"), &cleo).await;
    assert_eq!(none.body, json!({"indicators": []}), "it is for another skill");
    ada.events().await;
    admin.put("/indicators/2", &json!({"name": "For all"})).await;
    ada.until(|event| event["Type"] == "UpdateIndicators").await;
    let path = format!("{API}/agents/3/indicators?fields=Name,ActionType");
    let read = server.get(&path, &cleo).await;
    assert_eq!(read.body, json!({"indicators": [{"Name": "For all", "ActionType": ""}]}));
    let others = server.get(&format!("{API}/agents/1/indicators"), &cleo).await;
    others.is_problem(404, "unknown-resource");
}
