//! A whole call, from the log-in to the next: every event to the letter.

use serde_json::{Value, json};

use crate::{
    agent::{Agent, without_times},
    server::{API, Server},
};

fn state(current: &str, reason: &str, next: &[(&str, &str)]) -> Value {
    let is_acw = reason == "Paperwork";
    json!({
        "Type": "AgentState",
        "CurrentState": current,
        "CurrentOutReason": reason,
        "StartTimeUTC": "TIME",
        "IsAcw": if is_acw { "True" } else { "False" },
        "NextStates": next
            .iter()
            .map(|(state, reason)| json!({"State": state, "OutReason": reason}))
            .collect::<Vec<_>>(),
        "NextIsAcw": if next.first().is_some_and(|it| it.1 == "Paperwork") { "True" } else { "False" },
        "IISHost": "node1",
        "VCHost": "node1",
    })
}

fn call(contact: u64, pages: &str, status: &str, with: &Value) -> Value {
    let mut event = json!({
        "Type": "CallContactEvent",
        "ContactID": contact.to_string(),
        "MasterID": contact.to_string(),
        "Status": status,
        "FinalState": "False",
        "CallType": "Regular",
        "IsInbound": "True",
        "Timeout": "45",
        "DNIS": "5550199",
        "ANI": "+15551230001",
        "Skill": "101",
        "StartTimeUTC": "TIME",
        "StartTime": "TIME",
        "LastStateChangeTimeUTC": "TIME",
        "LastStateChangeTime": "TIME",
        "ScreenPopUrl": format!("{pages}/crm/?ani=%2B15551230001"),
        "IsLinked": "False",
        "IsRequireManualAccept": "True",
        "AllowDispositions": "True",
        "IsLogging": "False",
        "IISHost": "node1",
        "VCHost": "node1",
    });
    for (key, value) in with.as_object().unwrap() {
        event[key] = value.clone();
    }
    event
}

#[tokio::test]
async fn e6_a_whole_call_event_by_event() {
    let server = Server::demo();
    let pages = server.pages();
    let mut agent = Agent::start(&server, "agent1").await;
    assert_eq!(
        without_times(&agent.events().await),
        [
            json!({
                "Type": "AgentSessionStart", "BusNo": "1", "AgentId": "1", "StationId": "",
                "StationPhoneNumber": "5550100", "StationCallerId": "", "SessionId": "1",
                "SupervisorPermissionLevel": "0", "CanMask": "True", "CanRecord": "True",
                "AgentSchedulePermission": "False", "ScoreRecordingsPermission": "False",
                "HideAgentStatePermission": "False", "CanMultiPartyConference": "False",
                "MaxConcurrentChats": "0", "EnabledForMCH": "False", "UseCustomerCard": "False",
                "AgentUUId": "bu1agent1", "EntityMode": "Skill",
                "IISHost": "node1", "VCHost": "node1",
            }),
            state("Unavailable", "", &[]),
            json!({
                "Type": "MchAgentSettingsChangeEvent", "ChatThreshold": "0", "SmsThreshold": "0",
                "EmailThreshold": "0", "WorkItemThreshold": "0", "DigitalThreshold": "0",
                "VoiceThreshold": "1", "ContactAutoFocus": "True", "RequestContact": "False",
                "DeliveryMode": "Single", "TotalContactCount": "1",
                "IISHost": "node1", "VCHost": "node1",
            }),
        ]
    );
    agent.post("/state", r#"{"state":"Available","reason":""}"#).await.is_taken();
    assert_eq!(without_times(&agent.events().await), [state("Available", "", &[])]);

    let contact = server.call(101, "+15551230001").await;
    let leg = |status: &str| {
        json!({
            "Type": "AgentLeg", "AgentLegId": "1", "Status": status, "FinalState": "False",
            "IISHost": "node1", "VCHost": "node1",
        })
    };
    let indicator = |state: &str| {
        json!({
            "Type": "Indicator", "ContactID": contact.to_string(), "Name": "Orders",
            "ActionType": "OpenURL", "ActionUri": format!("{pages}/crm/"),
            "ImageUri": format!("{pages}/crm/faces/ada.png"),
            "ToolTip": "Opens the customer's orders", "IndicatorState": state,
            "IISHost": "node1", "VCHost": "node1",
        })
    };
    let after = [("Unavailable", "Paperwork"), ("Available", "")];
    assert_eq!(
        without_times(&agent.until_status("Incoming").await),
        [
            leg("Dialing"),
            leg("Active"),
            state("InboundContact", "", &after),
            call(contact, &pages, "Incoming", &json!({})),
            indicator("On"),
        ]
    );
    let expect = |status: &str, with: Value| [call(contact, &pages, status, &with)];
    for (word, status) in [
        ("accept", "Active"),
        ("hold", "Holding"),
        ("resume", "Active"),
        ("mask", "Masking"),
        ("unmask", "Active"),
    ] {
        agent.command(contact, word).await.is_taken();
        assert_eq!(without_times(&agent.events().await), expect(status, json!({})), "{word}");
    }
    agent.command(contact, "record").await.is_taken();
    let recording = json!({"IsLogging": "True"});
    assert_eq!(without_times(&agent.events().await), expect("Active", recording));

    agent.command(contact, "end").await.is_taken();
    let over = json!({"DisconnectCode": "Agent"});
    assert_eq!(
        without_times(&agent.events().await),
        [
            call(contact, &pages, "Disconnected", &over),
            state("Unavailable", "Paperwork", &[("Available", "")]),
        ]
    );
    let disposition = r#"{"primaryDispositionId":"1","primaryDispositionNotes":"Two of them."}"#;
    agent.post(&format!("/interactions/{contact}/disposition"), disposition).await.is_taken();
    let closed = json!({"DisconnectCode": "Agent", "FinalState": "True"});
    assert_eq!(
        without_times(&agent.events().await),
        [
            call(contact, &pages, "Disconnected", &closed),
            indicator("Off"),
            state("Available", "", &[]),
        ]
    );
    let path = agent.path("");
    server.delete(&path, &agent.token, "").await.is_taken();
    let last = agent.events().await;
    let end = last.last().unwrap();
    assert_eq!((&end["Type"], &end["Success"]), (&json!("AgentSessionEnd"), &json!("True")));
    agent.poll("0").await.is_problem(409, "agent-session-ended");
}

#[tokio::test]
async fn no_event_has_a_null_or_an_empty_date() {
    fn no_null(value: &Value) {
        match value {
            Value::Null => panic!("null"),
            Value::Object(map) => map.values().for_each(no_null),
            Value::Array(list) => list.iter().for_each(no_null),
            Value::String(_) => {}
            Value::Bool(_) | Value::Number(_) => panic!("{value} is not text"),
        }
    }
    let server = Server::demo();
    let (mut agent, contact) = Agent::in_call(&server, "agent3", 102).await;
    agent.command(contact, "end").await.is_taken();
    agent.until_status("Disconnected").await;
    // Once more from the beginning: a join's first answer is the whole picture.
    let joined = server.post(&format!("{API}/agent-sessions/join"), &agent.token, "").await;
    agent.session = joined.body["sessionId"].as_str().unwrap().to_owned();
    let picture = agent.events().await;
    assert!(picture.iter().any(|event| event["Type"] == "CallContactEvent"));
    for event in &picture {
        no_null(event);
        for (key, value) in event.as_object().unwrap() {
            assert!(!(key.contains("Time") && value == ""), "{key} is empty");
        }
    }
}

#[tokio::test]
async fn the_screen_pop_of_a_skill_comes_as_popurl_when_it_says_so() {
    let server = Server::demo();
    let mut agent = Agent::available(&server, "agent3").await;
    let contact = server.call(102, "+15551230002").await;
    let events = agent.until(|event| event["Type"] == "PopURL").await;
    let pop = events.iter().find(|event| event["Type"] == "PopURL").unwrap();
    assert_eq!(
        *pop,
        json!({
            "Type": "PopURL", "ContactId": contact.to_string(),
            "URL": format!("{}/crm/?ani=%2B15551230002", server.pages()), "TabTitle": "CRM",
            "PopDestination": "ContactPanel", "PopoutWindowHeight": "640",
            "PopoutWindowWidth": "480", "ClosePopoutUponTermination": "True",
            "IISHost": "node1", "VCHost": "node1",
        })
    );
    let call = events.iter().find(|event| event["Type"] == "CallContactEvent").unwrap();
    assert_eq!(call["ScreenPopUrl"], "");
}
