//! What a page's author reads of each mistake: the table `e2e/field/mistakes.json`, which the
//! browser tests read too.
#![expect(clippy::expect_used, clippy::panic, reason = "helpers outside the tests")]

use cordboard_broker::{
    Broker, ContactId, ContactState, EventHandle, EventHead, Extensions, Grants, Input, Origin,
    Output, PageId, PageKind, PageRules, Permissions, Status, Subject, Tick, Way,
    inspect::{
        Deed, Explanation, Heard, KEYS_LOOKED_AT, Key, Level, Shape, explain_flood,
        explain_not_heard, explain_stray,
    },
};
use serde_json::Value;

const TABLE: &str = include_str!("../../../e2e/field/mistakes.json");
const PAGE: PageId = PageId(1);
const ORIGIN: &str = "https://crm.example";
const CONTACT: u64 = 41;

#[test]
fn each_mistake_is_told_in_the_right_sentence() {
    let rows = rows();
    let mut wrong = Vec::new();
    for row in &rows {
        let told = explanation(row);
        let says = text(row, "says").replace("$contact", &CONTACT.to_string());
        let level = row["level"].as_str().unwrap_or("problem");
        if told.sentence != says || told.level.name() != level {
            wrong.push(format!("{}:\n  {told:?}\n  {level}: {says}", text(row, "mistake")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows.len() >= 30, "{} mistakes", rows.len());
}

#[test]
fn no_two_mistakes_are_the_same() {
    let mut names: Vec<String> = rows().iter().map(|row| text(row, "mistake")).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn what_needs_receipts_is_told_to_be_unread_without_them() {
    let post = |json: &str| serde_json::from_str::<Value>(json).expect("JSON in a test");
    let without = r#""call":"Active","grants":["call-commands"],"post":{"messageType":"HoldEvent""#;
    for (more, says) in [
        (r#""on":true"#, "; but on is not read without the extension receipts."),
        (r#""requestId":1"#, "; but no receipt comes without the extension receipts."),
        (
            r#""on":false,"requestId":1"#,
            "; but without the extension receipts on is not read, and no receipt comes.",
        ),
        (
            r#""on":true,"contactId":9"#,
            "; but contactId 9 is none of the agent's contacts, so the call in focus was meant; \
             on is not read without the extension receipts.",
        ),
    ] {
        let told = explanation(&post(&format!("{{{without},{more}}}}}")));
        let says = format!("HoldEvent was obeyed: hold contact 41{says}");
        assert_eq!((told.sentence, told.level), (says, Level::Remark));
    }
    let before = r#"{"messageType":"HoldEvent"}"#;
    let waits = format!(r#"{{"before":[{before}],{without},"on":true}}}}"#);
    assert_eq!(
        explanation(&post(&waits)).sentence,
        "HoldEvent was taken, and waits for the command before it; but on is not read without the \
         extension receipts."
    );
    let register = r#"{"messageType":"RegisterForClientEvents","subscriptionTypes":["agent"],"extensions":["receipts"]}"#;
    let with = format!(r#"{{"before":[{register}],{without},"on":true,"requestId":1}}}}"#);
    let told = explanation(&post(&with));
    assert_eq!(told.sentence, "HoldEvent was obeyed: hold contact 41.");
    assert_eq!(told.level, Level::Fine);
}

#[test]
fn what_is_right_is_told_as_fine() {
    let post = |json: &str| serde_json::from_str::<Value>(json).expect("JSON in a test");
    for (row, says) in [
        (
            r#"{"post":{"messageType":"RegisterForClientEvents","subscriptionTypes":["all"]},"grants":["session-token"]}"#,
            "Registered for all, and answered OK.",
        ),
        (
            r#"{"post":{"messageType":"RegisterForClientEvents","subscriptionTypes":["all"]}}"#,
            "Registered for all, and answered OK; without a token, which is not granted.",
        ),
        (
            r#"{"post":{"messageType":"RegisterForClientEvents","subscriptionTypes":["contact"],"contactId":"41"}}"#,
            "Registered for contact, and answered OK.",
        ),
        (
            r#"{"before":[{"messageType":"RegisterForClientEvents","subscriptionTypes":["all"]}],"post":{"messageType":"UnregisterFromClientEvents"}}"#,
            "The registration has ended; that is not answered.",
        ),
        (
            r#"{"call":"Active","grants":["call-commands"],"post":{"messageType":"HangupEvent"}}"#,
            "HangupEvent was obeyed: hang up contact 41.",
        ),
        (
            r#"{"call":"Active","grants":["call-commands"],"before":[{"messageType":"HoldEvent"}],"post":{"messageType":"HoldEvent"}}"#,
            "HoldEvent was taken, and waits for the command before it.",
        ),
        (
            r#"{"call":"Active","grants":["call-commands"],"post":{"messageType":"MuteEvent"}}"#,
            "MuteEvent was obeyed: mute the agent.",
        ),
        (
            r#"{"call":"Active","grants":["contact-card"],"post":{"messageType":"ContactCardData","contactId":41,"contactCardData":{"name":"Ann"}}}"#,
            "The name stands on the card of contact 41.",
        ),
        (r#"{"post":{"a":1}}"#, "Foreign traffic, no messageType: nothing was done."),
        (r#"{"post":"hello"}"#, "Foreign traffic, no object: nothing was done."),
    ] {
        let told = explanation(&post(row));
        assert_eq!((told.sentence.as_str(), told.level), (says, Level::Fine));
    }
}

#[test]
fn an_origin_that_is_not_heard_is_told_beside_the_ones_that_are() {
    let mut broker = Broker::new();
    open(&mut broker, &Value::Null);
    let standing = broker.standing(PAGE).expect("it is open");
    for (origin, says) in [
        (
            "http://crm.example",
            "Not heard: it came from http://crm.example, and the page's entry names \
             https://crm.example (the scheme differs).",
        ),
        (
            "https://elsewhere.example:8443",
            "Not heard: it came from https://elsewhere.example:8443, and the page's entry names \
             https://crm.example.",
        ),
        (
            "null",
            "Not heard: the page has no origin that could be answered, because its sandbox lacks \
             allow-same-origin.",
        ),
    ] {
        let origin = Origin::reported(origin);
        assert!(!broker.admit(Tick(0), PAGE, &origin));
        assert_eq!(explain_not_heard(&origin, &standing).sentence, says);
    }
    assert_eq!(
        explain_stray(&Origin::reported(ORIGIN)).sentence,
        "Not heard: it came from a frame inside the page (of https://crm.example); the page's own \
         window has to post it."
    );
    assert_eq!(
        explain_flood(1).sentence,
        "1 message was not looked at: a page may post 200 a second, and 1,000 in a burst."
    );
    assert!(explain_flood(12).sentence.starts_with("12 messages were not looked at"));
}

#[test]
fn a_token_is_taken_out_of_a_text_but_for_its_beginning() {
    let mut broker = Broker::new();
    open(&mut broker, &serde_json::json!({ "grants": ["session-token"] }));
    broker.handle(Tick(0), Input::AgentSessionStarted);
    let register = serde_json::json!({
        "messageType": "RegisterForClientEvents", "subscriptionTypes": ["sessioninfo"]
    });
    let message = cordboard_vectors::message(&register).expect("a message");
    let origin = Origin::reported(ORIGIN);
    let (message, way) = (Box::new(message), Way::Window { port: None });
    broker.handle(Tick(0), Input::Message { page: PAGE, origin, message, way });
    while let Some(output) = broker.poll_output() {
        if let Output::WantSessionToken { page, agent_session } = output {
            let token = Some("kX3abcdefgh".to_owned());
            broker.handle(Tick(0), Input::SessionToken { page, agent_session, token });
        }
    }
    let text = r#"{"sessionToken":"kX3abcdefgh","again":"kX3abcdefgh"}"#;
    assert_eq!(broker.without_tokens(text.into()), r#"{"sessionToken":"kX3a…","again":"kX3a…"}"#);
}

fn rows() -> Vec<Value> {
    let table: Value = serde_json::from_str(TABLE).expect("the table is JSON");
    table.as_array().expect("an array").clone()
}

fn explanation(row: &Value) -> Explanation {
    let mut broker = Broker::new();
    open(&mut broker, row);
    if let Some(status) = row["call"].as_str() {
        call(&mut broker, status);
    }
    for before in row["before"].as_array().into_iter().flatten() {
        hear(&mut broker, before);
    }
    let post = with_contact(&row["post"]);
    hear(&mut broker, &post)
}

fn open(broker: &mut Broker, row: &Value) {
    let names = |key: &str| -> Vec<&str> {
        row[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    };
    let grants = names("grants");
    let rules = PageRules {
        origins: vec![Origin::parse(ORIGIN).expect("an origin")],
        grants: Grants {
            session_token: grants.contains(&"session-token"),
            call_commands: grants.contains(&"call-commands"),
            contact_card: grants.contains(&"contact-card"),
        },
        kind: PageKind::Workspace,
        extensions: Extensions::ALL,
    };
    let permissions = if row["permissions"].is_array() {
        let may = names("permissions");
        Permissions {
            mute: may.contains(&"mute"),
            mask: may.contains(&"mask"),
            record: may.contains(&"record"),
            hang_up_inbound: true,
        }
    } else {
        Permissions::ALL
    };
    broker.handle(Tick(0), Input::Opened { page: PAGE, rules });
    broker.handle(Tick(0), Input::Permissions(permissions));
}

fn call(broker: &mut Broker, status: &str) {
    let id = ContactId::new(CONTACT).expect("a contact id");
    let state = ContactState {
        id,
        is_call: true,
        status: Status::of(status),
        is_final: false,
        is_inbound: true,
        is_recording: false,
    };
    let head = EventHead { event: EventHandle(0), subject: Subject::Contact(state) };
    broker.handle(Tick(0), Input::Events { bytes: 500, events: &[head] });
    broker.handle(Tick(0), Input::Focus(Some(id)));
}

/// As a driver that shows its messages does.
fn hear(broker: &mut Broker, posted: &Value) -> Explanation {
    let message = cordboard_vectors::message(posted).expect("a message");
    let standing = broker.standing(PAGE).expect("it is open");
    let origin = Origin::reported(ORIGIN);
    assert!(broker.admit(Tick(0), PAGE, &origin));
    let way = Way::Window { port: None };
    let posted_message = Box::new(message.clone());
    let input = Input::Message { page: PAGE, origin, message: posted_message, way };
    broker.handle(Tick(0), input);
    let mut deeds = Vec::new();
    while let Some(output) = broker.poll_output() {
        deeds.extend(Deed::of(PAGE, &output).filter(|deed| deed.is_about(&message)));
    }
    let shape = shape(posted);
    Heard { message: &message, shape: &shape, standing: &standing, deeds: &deeds }.explain()
}

/// As `inspector.js` looks at a value.
fn shape(posted: &Value) -> Shape {
    match posted {
        Value::Object(object) => {
            let key = |(name, value): (&String, &Value)| Key {
                name: name.clone(),
                text: value.as_str().map(str::to_owned),
                holds_type: value.get("messageType").is_some(),
            };
            Shape::Object(object.iter().take(KEYS_LOOKED_AT).map(key).collect())
        }
        Value::String(text) => Shape::Text { names_type: text.contains("\"messageType\"") },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => Shape::Other,
    }
}

fn with_contact(posted: &Value) -> Value {
    let mut posted = posted.clone();
    if posted["contactId"] == "$contact" {
        posted["contactId"] = CONTACT.into();
    }
    posted
}

fn text(row: &Value, key: &str) -> String {
    row[key].as_str().unwrap_or_else(|| panic!("{key} is missing in {row}")).to_owned()
}
