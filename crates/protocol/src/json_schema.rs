//! `docs/pages/messages.schema.json`: what pages post and are told, as JSON Schema, from these types themselves.
//!
//! What is required of an event is what `docs/openapi.json` requires: the same derivation makes both.
#![expect(clippy::expect_used, reason = "helpers outside the tests")]

mod derived;
mod from_page;
mod values;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::events::{Event, What};
use crate::generated;
use crate::json_schema::derived::{reference, schema_of};
use crate::page::{
    Acknowledge, CommandReceipt, ContactFocus, HostMessage, PageLifecycle, Reason, SessionInfo,
    Status,
};

const FILE: &str = "docs/pages/messages.schema.json";

#[test]
fn the_guide_has_these_schemas() {
    generated::check(FILE, &made());
}

fn made() -> String {
    let mut definitions = Definitions::default();
    let posted = definitions.posted();
    let told = definitions.told();
    let document = Document {
        schema: "https://json-schema.org/draft/2020-12/schema",
        title: "The messages of the page protocol",
        description: "Made by `cargo xtask codegen` from crates/protocol; a change here is undone. \
                      A message has a definition of the name of its messageType, an event of the ACD \
                      of the name of its Type. Keys beside those that are named mean nothing, and \
                      are no mistake.",
        any_of: [reference(posted), reference(told)],
        defs: definitions.0,
    };
    let text = serde_json::to_string_pretty(&document).expect("plain data");
    format!("{text}\n")
}

#[derive(Serialize)]
struct Document {
    #[serde(rename = "$schema")]
    schema: &'static str,
    title: &'static str,
    description: &'static str,
    #[serde(rename = "anyOf")]
    any_of: [Value; 2],
    #[serde(rename = "$defs")]
    defs: BTreeMap<String, Value>,
}

/// What is in `$defs`, by name.
#[derive(Default)]
struct Definitions(BTreeMap<String, Value>);

impl Definitions {
    /// Everything that a page posts.
    fn posted(&mut self) -> &'static str {
        let words = from_page::define(self);
        let all: Vec<Value> = words.iter().map(|word| reference(word)).collect();
        self.define("FromPage", json!({ "description": "What a page posts.", "anyOf": all }))
    }

    /// Everything that the host posts.
    fn told(&mut self) -> &'static str {
        for (name, value) in values::all() {
            self.define(name, value);
        }
        let acknowledge = schema_of::<Acknowledge>();
        self.message(Acknowledge::MESSAGE_TYPE, with_one_reason(acknowledge));
        self.message(SessionInfo::MESSAGE_TYPE, schema_of::<SessionInfo>());
        self.message(CommandReceipt::MESSAGE_TYPE, schema_of::<CommandReceipt>());
        self.message(ContactFocus::MESSAGE_TYPE, schema_of::<ContactFocus>());
        self.message(PageLifecycle::MESSAGE_TYPE, schema_of::<PageLifecycle>());
        let mut all = vec![
            reference(Acknowledge::MESSAGE_TYPE),
            reference(SessionInfo::MESSAGE_TYPE),
            reference(CommandReceipt::MESSAGE_TYPE),
            reference(ContactFocus::MESSAGE_TYPE),
            reference(PageLifecycle::MESSAGE_TYPE),
        ];
        all.extend(self.events().iter().map(|word| reference(word)));
        let description = "What a page is told: the host's own events have a messageType, \
                           those of the ACD a Type.";
        self.define("Event", json!({ "description": description, "anyOf": all }));

        let mut message = schema_of::<HostMessage<What>>();
        message["properties"]["issuer"] = json!({ "const": HostMessage::<What>::ISSUER });
        message["properties"]["events"]["items"] = reference("Event");
        message["dependentRequired"] = json!({ "epoch": ["seq"], "seq": ["epoch"] });
        self.define("ToPage", message)
    }

    /// Every event of the ACD by its `Type`, and last the one for all others.
    fn events(&mut self) -> Vec<String> {
        let mut parts = BTreeMap::new();
        derived::parts_of::<What>(&mut parts);
        let node = schema_of::<Event>()["allOf"][1]["properties"].take();
        let mut words = Vec::new();
        let mut of_events = Vec::new();
        for variant in schema_of::<What>()["oneOf"].as_array().expect("variants") {
            // A variant with fields is its fields' schema, and beside that the tag.
            let name = variant["allOf"][0]["$ref"].as_str().and_then(|it| it.rsplit('/').next());
            let (mut event, tag) = match name {
                Some(name) => (parts[name].clone(), &variant["allOf"][1]),
                None => (json!({ "type": "object" }), variant),
            };
            let word = tag["properties"]["Type"]["enum"][0].as_str().expect("its tag");
            if word == "Unknown" {
                continue;
            }
            // One form may be of two events.
            if name.is_none_or(|name| !name.eq_ignore_ascii_case(word)) {
                event["description"] = variant["description"].clone();
            }
            for (key, value) in node.as_object().expect("the node's names") {
                event["properties"][key] = value.clone();
            }
            tag_with(&mut event, "Type", word);
            self.define(word, event);
            words.push(word.to_owned());
            of_events.extend(name.map(str::to_owned));
        }
        parts.retain(|name, _| !of_events.contains(name));
        for (name, description) in [
            ("Digits", "A whole number as events spell it: its digits, as a text."),
            ("TrueFalse", "A yes or no as events spell it: a text, with a capital letter."),
        ] {
            parts.get_mut(name).expect("events have them")["description"] = description.into();
        }
        for (name, value) in parts {
            self.0.entry(name).or_insert(value);
        }
        let other = json!({
            "description": "Any other event of the ACD, as it came.",
            "type": "object",
            "required": ["Type"],
            "properties": { "Type": { "type": "string", "not": { "enum": words } } },
        });
        words.push(self.define("OtherEvent", other).to_owned());
        words
    }

    /// A message that a `messageType` tells.
    fn message(&mut self, word: &str, mut schema: Value) {
        tag_with(&mut schema, "messageType", word);
        self.define(word, schema);
    }

    fn define<'a>(&mut self, name: &'a str, schema: Value) -> &'a str {
        let before = self.0.insert(name.to_owned(), schema);
        assert!(before.is_none(), "{name} is there twice");
        name
    }
}

/// Lets a schema take only what says that it is this.
fn tag_with(schema: &mut Value, key: &str, word: &str) {
    schema["properties"][key] = json!({ "const": word });
    let mut required = vec![Value::from(key)];
    if let Some(others) = schema["required"].as_array() {
        required.extend(others.iter().filter(|it| *it != key).cloned());
    }
    schema["required"] = required.into();
}

/// P25: `Success` is `OK`; any other reason is an `ERROR`, which names no contact and grants nothing.
fn with_one_reason(mut acknowledge: Value) -> Value {
    let errors: Vec<&str> =
        Reason::ALL.iter().filter(|it| **it != Reason::Success).map(|it| it.name()).collect();
    acknowledge["if"] = json!({ "properties": { "status": { "const": Status::Ok.name() } } });
    acknowledge["then"] =
        json!({ "properties": { "reason": { "const": Reason::Success.name() } } });
    acknowledge["else"] = json!({
        "properties": {
            "reason": { "enum": errors },
            "contactId": { "type": "null" },
            "extensions": false,
            "recovered": false,
            "resume": false,
        },
    });
    acknowledge
}
