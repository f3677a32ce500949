//! `docs/pages/messages.schema.json` takes what the protocol's own reader takes, and nothing else.
#![expect(clippy::expect_used, reason = "helpers outside the tests")]

use std::collections::{BTreeMap, BTreeSet};

use cordboard_protocol::page::{
    AskedExtensions, CommandWord, ContactCard, EXTENSIONS_READ, FromPage, GivenContactId, Loose,
    LooseResume, RequestId, Resume, SUBSCRIPTION_TYPES_READ, SubscriptionTypes,
};
use cordboard_vectors::{VectorFile, message, read_all};
use jsonschema::Validator;
use serde_json::{Value, json};

/// Vectors in which the ACD says what has no form, to show that it is handed on as it came.
const WITHOUT_FORM: [&str; 4] = [
    "filter/agent_gets_what_names_no_contact.json",
    "filter/all_gets_everything.json",
    "filter/contacts_gets_what_names_a_contact_in_either_spelling.json",
    "scope/any_final_contact_event_closes_the_contact.json",
];

#[test]
fn it_takes_what_a_page_posts_where_that_is_well_formed() {
    let schema = Schema::read();
    let (mut right, mut wrong) = (0, 0);
    let mut check = |posted: &Value, from: &str| {
        let is_right = is_well_formed(posted);
        let taken = schema.from_page.is_valid(&as_json(posted));
        assert_eq!(taken, is_right, "{from}: the schema and the reader differ on {posted}");
        if is_right { right += 1 } else { wrong += 1 }
    };
    for VectorFile { path, json } in read_all().expect("vectors") {
        for step in steps(&json) {
            if let Some(posted) = step.get("post") {
                check(posted, &path.display().to_string());
            }
        }
    }
    for posted in near_the_limits() {
        check(&posted, "near the limits");
    }
    let mistakes: Vec<Value> =
        serde_json::from_str(include_str!("../../e2e/field/mistakes.json")).expect("JSON");
    for mistake in &mistakes {
        check(&mistake["post"], mistake["mistake"].as_str().expect("words"));
    }
    assert!(right > 300 && wrong > 150, "{right} well formed, {wrong} not");
}

#[test]
fn mistakes_of_form_are_found_and_those_of_the_moment_are_not() {
    let schema = Schema::read();
    let mistakes: Vec<Value> =
        serde_json::from_str(include_str!("../../e2e/field/mistakes.json")).expect("JSON");
    let found = |posted: &Value| !schema.from_page.is_valid(&with_a_contact(posted));
    let named = |is_found: bool| -> Vec<&str> {
        let all = mistakes.iter().filter(|it| found(&it["post"]) == is_found);
        all.filter_map(|it| it["mistake"].as_str()).collect()
    };
    // Whether these do anything depends on what is going on or was registered, and other keys mean nothing.
    assert_eq!(
        named(false),
        [
            "the key contactId ends large",
            "a workspace asks for its contact",
            "the page registers twice",
            "the page unregisters without being registered",
            "the token is not granted",
            "commands are not granted",
            "a command without a call",
            "mute without a call",
            "the call is answered already",
            "hold while it still rings",
            "a command that the agent may not give",
            "a command for a contact that is not the agent's",
            "cards are not granted",
            "a workspace's card names no contact",
            "a card of a contact that is not the agent's",
            "a port is asked for, and none transferred",
            "the key of the extensions is in the singular",
            "a page comes back without the extension for it",
            "a card's receipt is expected without the extension",
        ]
    );
}

#[test]
fn it_takes_what_the_host_posts() {
    let schema = Schema::read();
    let mut without_form = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for VectorFile { path, json } in read_all().expect("vectors") {
        let vector: Value = serde_json::from_str(&json).expect("JSON");
        for step in steps(&json) {
            for expect in step["expect"].as_array().expect("expectations") {
                let Some(mut posted) = expect.get("post").cloned() else { continue };
                for event in posted["events"].as_array_mut().expect("events") {
                    if let Some(name) = event.as_str() {
                        *event = vector["given"]["events"][name].clone();
                    }
                    *event = whole(event);
                    let name = event.get("Type").or(event.get("messageType"));
                    seen.extend(name.and_then(Value::as_str).map(str::to_owned));
                }
                let errors: Vec<String> =
                    schema.to_page.iter_errors(&posted).map(|error| error.to_string()).collect();
                let path = path.to_string_lossy().into_owned();
                if WITHOUT_FORM.contains(&path.as_str()) && !errors.is_empty() {
                    without_form.insert(path);
                } else {
                    assert!(errors.is_empty(), "{path}: {posted}: {errors:?}");
                }
            }
        }
    }
    assert_eq!(without_form.len(), WITHOUT_FORM.len(), "only these: {without_form:?}");
    for own in [
        "ClientEventSubscriptionAcknowledge",
        "SessionInfo",
        "CommandReceipt",
        "ContactFocus",
        "PageLifecycle",
        "CallContactEvent",
        "AgentState",
    ] {
        assert!(seen.contains(own), "no vector has a {own}");
    }
}

#[test]
fn a_message_of_the_host_with_a_slip_is_not_taken() {
    let schema = Schema::read();
    let acknowledge = json!({ "contactId": null, "messageType": "ClientEventSubscriptionAcknowledge",
        "reason": "Success", "status": "OK" });
    let host = |events: Value| json!({ "issuer": "MAX", "contactId": null, "events": events });
    let with = |event: &Value, key: &str, value: Value| {
        let mut event = event.clone();
        event[key] = value;
        host(json!([event]))
    };
    let call = &whole_events()["CallContactEvent"];
    let receipt = json!({ "messageType": "CommandReceipt", "requestId": 1, "status": "done", "reason": null });
    for right in [
        host(json!([acknowledge, call, receipt, { "Type": "Other" }])),
        with(call, "SomethingNew", json!({ "of": "theirs" })),
        with(&receipt, "reason", json!("picture-kind")),
        json!({ "issuer": "MAX", "contactId": 41, "events": [acknowledge], "epoch": "k3", "seq": 1 }),
    ] {
        assert!(schema.to_page.is_valid(&right), "{right}");
    }
    for wrong in [
        host(json!([])),
        host(json!([{}])),
        json!({ "issuer": "CXA", "contactId": null, "events": [acknowledge] }),
        json!({ "issuer": "MAX", "events": [acknowledge] }),
        json!({ "issuer": "MAX", "contactId": "41", "events": [acknowledge] }),
        json!({ "issuer": "MAX", "contactId": null, "events": [acknowledge], "seq": 1 }),
        json!({ "issuer": "MAX", "contactId": null, "events": [acknowledge], "epoch": "k3", "seq": 0 }),
        with(&acknowledge, "reason", json!("Invalid Contact Id")),
        with(&acknowledge, "reason", json!("Invalid Subscription Types.")),
        with(&acknowledge, "status", json!("ERROR")),
        with(&acknowledge, "status", json!("Ok")),
        with(&acknowledge, "contactId", json!("41")),
        with(&acknowledge, "extensions", json!(["receipt"])),
        with(&acknowledge, "messageType", json!("ClientEventSubscriptionAcknowledgement")),
        with(&receipt, "status", json!("failed")),
        with(&receipt, "reason", json!("because")),
        with(call, "FinalState", json!(false)),
        with(call, "FinalState", json!("true")),
        with(call, "Status", json!("active")),
        with(call, "ContactID", json!(41)),
        with(call, "Timeout", Value::Null),
        with(call, "Type", json!(5)),
        host(json!([{ "messageType": "PageLifecycle", "state": "closed" }])),
        host(json!([{ "messageType": "ContactFocus" }])),
        host(json!([{ "messageType": "SessionInfo", "token": "t" }])),
    ] {
        assert!(!schema.to_page.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn each_key_that_an_event_must_have_is_missed() {
    let schema = Schema::read();
    for (word, event) in whole_events() {
        let validator = schema.of(&word);
        assert!(validator.is_valid(&event), "{event}");
        for key in event.as_object().expect("an object").keys() {
            let mut less = event.clone();
            less.as_object_mut().expect("an object").remove(key);
            assert!(!validator.is_valid(&less), "{word} without {key}");
        }
    }
}

struct Schema {
    document: Value,
    from_page: Validator,
    to_page: Validator,
}

impl Schema {
    fn read() -> Self {
        let document: Value =
            serde_json::from_str(include_str!("../../docs/pages/messages.schema.json"))
                .expect("JSON");
        jsonschema::meta::validate(&document).expect("a JSON Schema");
        let (from_page, to_page) = (part(&document, "FromPage"), part(&document, "ToPage"));
        Self { document, from_page, to_page }
    }

    fn of(&self, name: &str) -> Validator {
        part(&self.document, name)
    }
}

fn part(document: &Value, name: &str) -> Validator {
    assert!(document["$defs"][name].is_object(), "no definition of {name}");
    let schema = json!({ "$ref": format!("#/$defs/{name}"), "$defs": document["$defs"] });
    jsonschema::validator_for(&schema).expect("a schema")
}

fn steps(json: &str) -> Vec<Value> {
    let vector: Value = serde_json::from_str(json).expect("JSON");
    vector["steps"].as_array().expect("steps").clone()
}

fn is_return(resume: &LooseResume) -> bool {
    let is_state = matches!(resume.state, Loose::Undefined | Loose::Null | Loose::Bool(_));
    is_state && Resume::parse(resume).is_ok()
}

/// What the reader of the protocol says: all that it looks at is of the kind that it wants.
fn is_well_formed(posted: &Value) -> bool {
    let posted = with_a_contact(posted);
    let read = message(&posted).expect("a posted value");
    let issuer = matches!(read.issuer, Loose::Undefined | Loose::Text(_) | Loose::LongText(_));
    let is_contact = |id| id != GivenContactId::Invalid;
    let is_within =
        |key: &str, limit| posted[key].as_array().is_none_or(|entries| entries.len() <= limit);
    issuer
        && match FromPage::parse(read) {
            Err(_) => false,
            Ok(FromPage::Unregister { resume }) => resume.as_ref().is_none_or(is_return),
            Ok(FromPage::Register(it)) => {
                let (types, invalid) = SubscriptionTypes::parse(&it.subscription_types);
                let extensions = AskedExtensions::parse(&it.extensions);
                is_contact(GivenContactId::parse(&it.contact_id))
                    && !types.is_empty()
                    && invalid.is_empty()
                    && is_within("subscriptionTypes", SUBSCRIPTION_TYPES_READ)
                    && matches!(extensions, AskedExtensions::None | AskedExtensions::Some(_, 0))
                    && is_within("extensions", EXTENSIONS_READ)
                    && it.resume.as_ref().is_none_or(is_return)
            }
            Ok(FromPage::ContactCard { contact_id, card, request_id }) => {
                is_contact(contact_id)
                    && ContactCard::parse(card).is_ok()
                    && RequestId::parse(&request_id).is_ok()
            }
            Ok(FromPage::Command { word, contact_id, request_id, on }) => {
                let toggles = [CommandWord::Hold, CommandWord::Mute, CommandWord::Mask];
                is_contact(contact_id)
                    && RequestId::parse(&request_id).is_ok()
                    && (!toggles.contains(&word) || matches!(on, Loose::Undefined | Loose::Bool(_)))
            }
        }
}

/// A contact id in place of the name that the table of mistakes has for it.
fn with_a_contact(posted: &Value) -> Value {
    let mut posted = posted.clone();
    if posted.get("contactId") == Some(&json!("$contact")) {
        posted["contactId"] = json!(41);
    }
    posted
}

/// A vector's value without what JSON cannot say: what is `undefined` is not there, what is
/// repeated is written out; the rest is of no kind that any key may have.
fn as_json(posted: &Value) -> Value {
    match with_a_contact(posted) {
        Value::Array(entries) => entries.iter().map(as_json).collect(),
        Value::Object(object) => {
            if let (Some(Value::String(text)), Some(times)) =
                (object.get("$repeat"), object.get("times"))
            {
                let times =
                    usize::try_from(times.as_u64().expect("a number")).expect("not so often");
                return text.repeat(times).into();
            }
            if object.get("$js") == Some(&json!("-0")) {
                return json!(0);
            }
            let is_there = |value: &Value| value.get("$js") != Some(&json!("undefined"));
            let there = object.iter().filter(|(_, value)| is_there(value));
            there.map(|(key, value)| (key.clone(), as_json(value))).collect()
        }
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    }
}

/// What is just right and just wrong.
fn near_the_limits() -> Vec<Value> {
    [contact_ids(), pictures(), cards(), request_ids(), states(), registrations()].concat()
}

fn contact_ids() -> Vec<Value> {
    let mut all = Vec::new();
    for id in [
        json!(1),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1.0),
        json!(9_007_199_254_740_991_u64),
        json!(9_007_199_254_740_992_u64),
        json!("1"),
        json!("0"),
        json!("000"),
        json!("0041"),
        json!(""),
        json!("-1"),
        json!("+1"),
        json!("5.0"),
        json!("1e3"),
        json!(" 5"),
        json!("5\n"),
        json!("٥"),
        json!("9007199254740991"),
        json!("9007199254740992"),
        json!("9007199254740989"),
        json!("9007199254740990"),
        json!("9007199254741000"),
        json!("8999999999999999"),
        json!("9008000000000000"),
        json!("10000000000000000"),
        json!("999999999999999"),
        json!("0".repeat(1_022) + "41"),
        json!("0".repeat(1_023) + "41"),
        json!(true),
        json!([5]),
        json!({}),
        Value::Null,
    ] {
        all.push(json!({ "messageType": "AnswerEvent", "contactId": id }));
        all.push(json!({ "messageType": "RegisterForClientEvents", "subscriptionTypes": ["ALL"], "contactId": id }));
    }
    all
}

fn pictures() -> Vec<Value> {
    let mut all = Vec::new();
    for picture in [
        "https://crm.example/ann.png",
        "HTTPS://crm.example",
        "https://crm.example:8443/a?b#c",
        "https://crm.example:/",
        "http://localhost:8441/ann.png",
        "http://LOCALHOST",
        "http://127.0.0.1/ann.png",
        "http://127.255.255.255",
        "http://[::1]:80/ann.png",
        "http://127.0.0.256/",
        "http://127.0.0.01/",
        "http://127.1/",
        "http://localhost.example/",
        "http://crm.example/ann.png",
        "https://user@crm.example/",
        "https://crm.example:80a/",
        "https:///ann.png",
        "https://:80/",
        "https://[::1/a",
        "https://[::1]a/",
        "https://[]/",
        "https://?a",
        "https://crm.example/a b",
        "https://crm.example/a\\b",
        "https://crm.example/\u{7f}",
        "https://crm.example\n",
        "ftp://crm.example/",
        "/ann.png",
        "ann.png",
        "",
        "javascript:alert(1)",
        "blob:https://crm.example/1",
        "data:image/png;base64,AAAA",
        "data:image/WEBP,x",
        "DATA:IMAGE/gif,",
        "data:image/png",
        "data:image/svg+xml,<svg>",
        "data:image/pngx,",
        "data:image/png;base64",
        "data:text/html,x",
        "data:image/png;a,b\nc",
        "https://crm.example:80:80/",
        "https://a[b/",
        "https://a]b/",
    ] {
        all.push(
            json!({ "messageType": "ContactCardData", "contactCardData": { "userImg": picture } }),
        );
    }
    for length in [8_192, 8_193] {
        let picture = filled("https://crm.example/", length);
        all.push(
            json!({ "messageType": "ContactCardData", "contactCardData": { "userImg": picture } }),
        );
    }
    for length in [262_144, 262_145] {
        let picture = filled("data:image/png,", length);
        all.push(
            json!({ "messageType": "ContactCardData", "contactCardData": { "userImg": picture } }),
        );
    }
    all
}

fn cards() -> Vec<Value> {
    let mut all = Vec::new();
    for card in [
        json!({ "name": "é".repeat(200) }),
        json!({ "name": "é".repeat(201) }),
        json!({ "name": "" }),
        json!({ "name": null }),
        json!({ "name": null, "userImg": "https://crm.example/" }),
        json!({ "name": "Ann", "userImg": null }),
        json!({}),
        json!([]),
        Value::Null,
        json!({ "name": 5 }),
        json!({ "name": "Ann", "userImg": 5 }),
    ] {
        all.push(json!({ "messageType": "ContactCardData", "contactCardData": card }));
    }
    all
}

fn request_ids() -> Vec<Value> {
    let mut all = Vec::new();
    for id in [
        json!(""),
        json!("a"),
        json!("a".repeat(128)),
        json!("a".repeat(129)),
        json!(0),
        json!(-1.5),
        json!(1e300),
        Value::Null,
        json!(true),
        json!({}),
    ] {
        all.push(json!({ "messageType": "HangupEvent", "requestId": id }));
        all.push(json!({ "messageType": "ContactCardData", "contactCardData": { "name": "Ann" }, "requestId": id }));
        all.push(json!({ "messageType": "UnregisterFromClientEvents", "requestId": id }));
    }
    all
}

fn states() -> Vec<Value> {
    let mut all = Vec::new();
    for on in [json!(true), json!(false), json!("true"), json!(1), Value::Null] {
        for word in ["HoldEvent", "MuteEvent", "MaskEvent", "RecordEvent"] {
            all.push(json!({ "messageType": word, "on": on }));
        }
    }
    all
}

fn registrations() -> Vec<Value> {
    let mut all = Vec::new();
    for (key, values) in [
        (
            "subscriptionTypes",
            vec![
                json!(["Agent", "SESSIONINFO", "contacts"]),
                json!(["agent "]),
                json!(["ſessioninfo"]),
                json!(vec!["all"; 64]),
                json!(vec!["all"; 65]),
                Value::Null,
            ],
        ),
        (
            "extensions",
            vec![
                json!([]),
                Value::Null,
                json!(["port", "port"]),
                json!(["Port"]),
                json!("port"),
                json!(vec!["focus"; 64]),
                json!(vec!["focus"; 65]),
            ],
        ),
        (
            "resume",
            vec![
                Value::Null,
                json!({ "epoch": "k3", "seq": 1 }),
                json!({ "epoch": "k3", "seq": 0 }),
                json!({ "epoch": 3, "seq": 1 }),
                json!({ "epoch": "k3", "seq": "1" }),
                json!({ "seq": 1 }),
                json!("k3"),
                json!([]),
            ],
        ),
        ("issuer", vec![json!(""), json!("a".repeat(9_000)), json!(5), Value::Null]),
    ] {
        for value in values {
            let mut posted =
                json!({ "messageType": "RegisterForClientEvents", "subscriptionTypes": ["agent"] });
            posted[key] = value;
            all.push(posted);
        }
    }
    all
}

fn filled(start: &str, length: usize) -> String {
    format!("{start}{}", "a".repeat(length - start.len()))
}

/// A vector names of an event only what matters to it; the rest is that of a whole one.
fn whole(event: &Value) -> Value {
    let known = event["Type"].as_str().and_then(|word| whole_events().remove(word));
    let Some(Value::Object(mut whole)) = known else { return event.clone() };
    whole.extend(event.as_object().expect("an object").clone());
    whole.into()
}

/// Of each event that has fields of its own, what none is without.
fn whole_events() -> BTreeMap<String, Value> {
    [
        json!({ "Type": "AgentState", "CurrentState": "Available" }),
        json!({ "Type": "AgentLeg", "AgentLegId": "5", "Status": "Active", "FinalState": "False" }),
        json!({ "Type": "Mute", "AgentMuted": "True" }),
        json!({ "Type": "CallContactEvent", "ContactID": "41", "MasterID": "41", "Status": "Active", "FinalState": "False",
            "CallType": "Regular", "IsInbound": "True", "Skill": "101" }),
        json!({ "Type": "PopURL", "ContactId": "41", "URL": "https://crm.example/", "PopDestination": "Default" }),
        json!({ "Type": "PageOpen", "Action": "Open", "ContactID": "41", "PageUri": "https://crm.example/" }),
        json!({ "Type": "Indicator", "ContactID": "41", "Name": "n", "ActionType": "OpenURL", "IndicatorState": "On" }),
        json!({ "Type": "RunApp", "ActionType": "OpenURL", "ActionValue": "https://crm.example/", "ContactId": "41" }),
        json!({ "Type": "Conference", "ConferenceNo": "10001" }),
        json!({ "Type": "AgentSessionEnd", "Message": "The agent logged out.", "Success": "True" }),
    ]
    .into_iter()
    .map(|event| (event["Type"].as_str().expect("a type").to_owned(), event))
    .collect()
}
