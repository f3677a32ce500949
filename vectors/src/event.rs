use std::collections::BTreeMap;

use cordboard_broker::{
    Subject,
    classify::{Field, Fields},
};
use serde_json::{Value, value::RawValue};

/// What an event is about, from its JSON.
pub(crate) fn subject(event: &str) -> Result<Subject, String> {
    let event: Value = serde_json::from_str(event).map_err(|error| error.to_string())?;
    let fields = Fields::read(|name| match event.get(name) {
        None | Some(Value::Null) => Field::Empty,
        Some(Value::String(text)) if text.is_empty() => Field::Empty,
        Some(Value::String(text)) => Field::Text(text),
        Some(Value::Number(number)) => Field::Number(number.as_f64().unwrap_or(f64::NAN)),
        Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => Field::Other,
    });
    Ok(fields.subject())
}

/// The event's JSON without space between its parts: a text stands for one of the names.
pub(crate) fn event(
    raw: &RawValue,
    names: &BTreeMap<String, Box<RawValue>>,
) -> Result<String, String> {
    let Ok(name) = serde_json::from_str::<String>(raw.get()) else {
        return Ok(compact(raw.get()));
    };
    let event = names.get(&name).ok_or_else(|| format!("given.events has no {name:?}"))?;
    Ok(compact(event.get()))
}

/// A message to a page as it must be, to the letter: keys in their order, no space.
pub(crate) fn message(
    raw: &RawValue,
    names: &BTreeMap<String, Box<RawValue>>,
) -> Result<String, String> {
    let parts: Parts = serde_json::from_str(raw.get()).map_err(|error| error.to_string())?;
    let mut text = String::from("{");
    for (place, (key, value)) in parts.0.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        text.push_str(&Value::from(key.as_str()).to_string());
        text.push(':');
        if key == "events" {
            let events: Vec<Box<RawValue>> =
                serde_json::from_str(value.get()).map_err(|error| error.to_string())?;
            let events: Result<Vec<String>, String> =
                events.iter().map(|raw| event(raw, names)).collect();
            text.push('[');
            text.push_str(&events?.join(","));
            text.push(']');
        } else {
            text.push_str(&compact(value.get()));
        }
    }
    text.push('}');
    Ok(text)
}

/// An object's keys and values as they stand.
struct Parts(Vec<(String, Box<RawValue>)>);

impl<'de> serde::Deserialize<'de> for Parts {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> serde::de::Visitor<'de> for InOrder {
            type Value = Parts;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Parts, A::Error> {
                let mut parts = Vec::new();
                while let Some(part) = map.next_entry()? {
                    parts.push(part);
                }
                Ok(Parts(parts))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// Leaves out the space between the parts of JSON.
fn compact(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in json.chars() {
        if !in_string && c.is_ascii_whitespace() {
            continue;
        }
        if in_string {
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else {
            in_string = c == '"';
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_goes_from_between_and_stays_in_texts() {
        assert_eq!(
            compact("{ \"a b\" : [1, \"x \\\" y\\\\\" , 2 ] }"),
            r#"{"a b":[1,"x \" y\\",2]}"#
        );
    }

    #[test]
    fn names_stand_for_events() {
        let names: BTreeMap<String, Box<RawValue>> =
            serde_json::from_str(r#"{"state":{"Type":"AgentState"}}"#).expect("JSON");
        let raw: Box<RawValue> =
            serde_json::from_str(r#"{"issuer": "MAX", "events": ["state", {"b": 1, "a": 2}]}"#)
                .expect("JSON");
        assert_eq!(
            message(&raw, &names).expect("known names"),
            r#"{"issuer":"MAX","events":[{"Type":"AgentState"},{"b":1,"a":2}]}"#
        );
        assert_eq!(subject(r#"{"Type":"AgentState"}"#), Ok(Subject::AgentState));
    }
}
