//! Section 6: the parameters of lists, on every list.

use serde_json::{Value, json};

use crate::{
    admin::Admin,
    server::{API, Server},
};

/// Each list, where its rows are, and a key of them.
const LISTS: [(&str, &str, &str); 14] = [
    ("teams", "/teams", "teamId"),
    ("teams/1/agents", "/agents", "agentId"),
    ("teams/1/unavailable-codes", "/unavailableCodes", "outStateId"),
    ("skills", "/skills", "skillId"),
    ("skills/102/dispositions", "/dispositions", "dispositionId"),
    ("skills/102/tags", "/resultSet/tags", "tagId"),
    ("skills/activity", "/skillActivity", "skillId"),
    ("agents/states", "/agentStates", "agentId"),
    ("cache/agentstate", "/resultSet/agentState", "agentId"),
    ("agents/1/skills", "/agentSkillAssignments", "skillId"),
    ("agents/1/queues", "/queues", "skillId"),
    ("agents/1/queues-detail", "/queues", "skillId"),
    ("agents/1/address-books", "/addressBooks", "addressBookId"),
    ("address-books/1/entries", "/addressBooks/0/addressBookEntries", "addressBookEntryId"),
];

#[tokio::test]
async fn every_list_takes_them() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    for (path, rows, key) in LISTS {
        let ids = async |query: &str| {
            let read = server.get(&format!("{API}/{path}{query}"), &token).await;
            assert_eq!(read.status, 200, "{path}{query} {}", read.body);
            let rows = read.body.pointer(rows).unwrap().as_array().unwrap().clone();
            rows.iter().map(|row| row[key].as_u64().unwrap()).collect::<Vec<_>>()
        };
        let all = ids("").await;
        assert!(all.len() > 1, "{path} has too little to show it");
        let mut turned = all.clone();
        turned.reverse();
        assert_eq!(ids(&format!("?orderBy={key}%20desc")).await, turned, "{path}");
        assert_eq!(ids("?skip=1&top=1").await, all[1..2], "{path}");
        assert_eq!(ids("?searchString=no%20such%20name").await, [0; 0], "{path}");
        let read = server.get(&format!("{API}/{path}?top=1&fields={key}"), &token).await;
        assert_eq!(read.body.pointer(rows).unwrap(), &json!([{key: all[0]}]), "{path}");
        for query in ["top=x", "skip=-1", "orderBy=size", "updatedSince=soon"] {
            let refused = server.get(&format!("{API}/{path}?{query}"), &token).await;
            refused.is_problem(400, "bad-value");
            assert!(refused.body["detail"].is_string(), "{path}?{query}");
        }
    }
}

#[tokio::test]
async fn what_is_read_by_itself_takes_fields() {
    let server = Server::demo();
    let token = server.token("agent1").await;
    for (path, expected) in [
        ("teams/1?fields=teamName", json!({"teams": [{"teamName": "Sales floor"}]})),
        ("skills/101?fields=skillName,acwtypeid", json!({"skillName": "Sales", "acwTypeId": 2})),
        ("agents/1?fields=firstName&top=x", json!({"agents": [{"firstName": "Ada"}]})),
        ("business-unit?fields=businessUnitId", json!({"businessUnits": [{"businessUnitId": 1}]})),
    ] {
        let read = server.get(&format!("{API}/{path}"), &token).await;
        assert_eq!(read.body, expected, "{path}");
    }
}

#[tokio::test]
async fn lists_of_the_configuration_have_what_was_set_since() {
    let admin = Admin::demo().await;
    let (server, token) = (&admin.server, admin.server.token("agent1").await);
    let time = server.get(&format!("{API}/server-time"), &token).await.body["ServerTime"].clone();
    let since = async |path: &str, rows: &str| {
        let path = format!("{API}/{path}?updatedSince={}", time.as_str().unwrap());
        let read = server.get(&path, &token).await;
        assert_eq!(read.status, 200, "{}", read.body);
        read.body.pointer(rows).and_then(Value::as_array).unwrap().len()
    };
    for (path, rows, change, entry) in [
        ("teams", "/teams", "/teams/2", json!({"name": "New"})),
        ("teams/1/agents", "/agents", "/agents/2", json!({"first_name": "New"})),
        (
            "teams/1/unavailable-codes",
            "/unavailableCodes",
            "/unavailable-codes/1",
            json!({"name": "New"}),
        ),
        ("skills", "/skills", "/skills/102", json!({"name": "New"})),
        ("skills/101/dispositions", "/dispositions", "/dispositions/1", json!({"name": "New"})),
        ("skills/101/tags", "/resultSet/tags", "/tags/1", json!({"name": "New"})),
        ("agents/1/indicators", "/indicators", "/indicators/1", json!({"name": "New"})),
        ("agents/1/messages", "/messages", "/messages/1", json!({"subject": "New"})),
        (
            "address-books/1/entries",
            "/addressBooks/0/addressBookEntries",
            "/address-book-entries/2",
            json!({"phone": "1"}),
        ),
    ] {
        let before = since(path, rows).await;
        let changed = admin.patch(change, &entry).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        assert_eq!((before, since(path, rows).await), (0, 1), "{path}");
    }
}
