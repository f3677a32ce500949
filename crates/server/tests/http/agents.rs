mod address_books;
mod client_data;
mod indicators;
mod messages;
mod queues;
mod states;

use serde_json::json;

use crate::server::{API, Server};

#[tokio::test]
async fn an_agent_reads_itself() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let read = server.get(&format!("{API}/agents/1"), &token).await;
    assert_eq!(
        read.body,
        json!({"agents": [{
            "agentId": 1, "userName": "agent1", "firstName": "Ada", "lastName": "Archer",
            "teamId": 1, "teamName": "Sales floor", "isActive": true, "phoneRefusalTimeout": 45,
        }]})
    );
    let skills = server.get(&format!("{API}/agents/1/skills"), &token).await;
    assert_eq!(
        skills.body["agentSkillAssignments"][0],
        json!({
            "skillId": 101, "skillName": "Sales", "isActive": true, "isOutbound": true,
            "isDialer": false, "mediaTypeId": 4, "useDisposition": true,
            "requireDisposition": true, "useACW": true,
        })
    );
    assert_eq!(skills.body["agentSkillAssignments"][1]["skillId"], 102);
    let settings = server.get(&format!("{API}/agents/1/agent-settings"), &token).await;
    assert_eq!(
        settings.body,
        json!({
            "webRTCType": "", "webRTCWSSUrls": [], "webRTCServerDomain": "", "webRTCICEUrls": [],
            "webRTCDNIS": "", "persistentPanels": [], "maxConferenceParties": 3,
            "deleteCommitmentString": "",
        })
    );
}

#[tokio::test]
async fn an_agent_reads_its_permissions() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    let expected = json!({"permissions": [
        {"Key": "MuteAgent", "Value": "Enable"}, {"Key": "Masking", "Value": "Enable"},
        {"Key": "RecordContact", "Value": "Enable"}, {"Key": "HideInboundHangup", "Value": "Disable"},
    ]});
    for query in ["", "?agentId=1", "?agentId="] {
        let read = server.get(&format!("{API}/permissions{query}"), &token).await;
        assert_eq!(read.body, expected, "{query}");
    }
    let wrong = server.get(&format!("{API}/permissions?agentId=x"), &token).await;
    wrong.is_problem(400, "bad-value");
}

#[tokio::test]
async fn other_agents_are_not_there() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    for path in [
        "agents/2",
        "agents/2/skills",
        "agents/2/agent-settings",
        "agents/99",
        "agents/x",
        "permissions?agentId=2",
    ] {
        let answer = server.get(&format!("{API}/{path}"), &token).await;
        answer.is_problem(404, "unknown-resource");
        assert_eq!(answer.body.get("detail"), None, "{path}");
    }
}
