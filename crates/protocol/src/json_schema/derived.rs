//! utoipa's schemas as those of a JSON Schema document that stands for itself.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// A type's schema.
pub(super) fn schema_of<T: ToSchema>() -> Value {
    let mut schema = serde_json::to_value(T::schema()).expect("plain data");
    settle(&mut schema);
    schema
}

/// The schemas of what a type is made of, by name.
pub(super) fn parts_of<T: ToSchema>(parts: &mut BTreeMap<String, Value>) {
    let mut found = Vec::new();
    T::schemas(&mut found);
    for (name, schema) in found {
        let mut schema = serde_json::to_value(schema).expect("plain data");
        settle(&mut schema);
        parts.insert(name, schema);
    }
}

/// Stands for a definition.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn settle(schema: &mut Value) {
    match schema {
        Value::Array(entries) => entries.iter_mut().for_each(settle),
        Value::Object(object) => {
            // The first says how a number is kept, which concerns nobody; the second what our own
            // reader takes for a key that is absent.
            object.remove("format");
            object.remove("default");
            if let Some(Value::String(target)) = object.get_mut("$ref") {
                *target = target.replace("#/components/schemas/", "#/$defs/");
            }
            describe(object);
            if object.get("properties").is_some_and(Value::is_object) {
                without_null(object);
            }
            object.values_mut().for_each(settle);
            one_type(object);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Keeps of a doc comment what a reader of the schema needs: the sentence, the units, the clauses.
fn describe(object: &mut Map<String, Value>) {
    let Some(Value::String(text)) = object.get("description") else { return };
    let mut parts = text.split("\n\n# ");
    let mut description = parts.next().unwrap_or_default().trim().to_owned();
    let mut clauses = None;
    for part in parts {
        match part.split_once('\n') {
            Some(("Units", units)) => {
                description = format!("{description} Units: {}", units.trim());
            }
            Some(("Source", source)) => clauses = Some(source.trim().to_owned()),
            Some(_) | None => {}
        }
    }
    object.insert("description".into(), description.into());
    if let Some(clauses) = clauses {
        object.insert("$comment".into(), clauses.into());
    }
}

/// A field without a value is left out, never `null`, unless it is required.
fn without_null(object: &mut Map<String, Value>) {
    let required = object.get("required").cloned().unwrap_or_default();
    let is_required = |key: &str| required.as_array().is_some_and(|all| all.contains(&key.into()));
    let Some(Value::Object(properties)) = object.get_mut("properties") else { return };
    for (key, property) in properties {
        if let Some(Value::Array(either)) = property.get_mut("oneOf") {
            let nothing = json!({ "type": "null" });
            let mut others = either.iter().filter(|it| **it != nothing).cloned();
            match (others.next(), others.next()) {
                (Some(only), None) if !is_required(key) => *property = only,
                (Some(mut only), None) => {
                    let described = only.as_object_mut().and_then(|it| it.remove("description"));
                    *property = json!({ "anyOf": [only, nothing] });
                    property["description"] = described.unwrap_or_default();
                }
                _ => {}
            }
        }
        if !is_required(key)
            && let Some(Value::Array(types)) = property.get_mut("type")
        {
            types.retain(|it| it != "null");
        }
    }
}

fn one_type(object: &mut Map<String, Value>) {
    let one = match object.get("type") {
        Some(Value::Array(types)) if types.len() == 1 => types.first().cloned(),
        _ => None,
    };
    if let Some(one) = one {
        object.insert("type".into(), one);
    }
}
