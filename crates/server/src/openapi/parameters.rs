//! The parameters that many operations have: ids in the path, and those that may stand in the query
//! as well as in the body (A3).

use serde_json::{Map, Value, json};

use super::AGENT_API;

/// Adds what the path names, and for a command the query's form of its body.
pub(super) fn add(path: &str, operation: &mut Value, schemas: &Map<String, Value>) {
    let mut added: Vec<Value> = path.split('/').filter_map(in_path).collect();
    if path.starts_with(AGENT_API) && operation.get("requestBody").is_some() {
        operation["requestBody"]["required"] = false.into();
        added.extend(in_query(operation, schemas));
    }
    if added.is_empty() {
        return;
    }
    let own = operation["parameters"].as_array().cloned().unwrap_or_default();
    let is_own = |added: &Value| own.iter().any(|own| own["name"] == added["name"]);
    added.retain(|added| !is_own(added));
    added.extend(own.clone());
    operation["parameters"] = added.into();
}

fn in_path(segment: &str) -> Option<Value> {
    let name = segment.strip_prefix('{')?.strip_suffix('}')?;
    let number = json!({"type": "integer", "format": "int64", "minimum": 0});
    let (about, schema) = match name {
        "sessionId" => (
            "The agent session, by any id that was given for it",
            json!({"type": "string", "minLength": 1}),
        ),
        "contactId" => ("The contact", number),
        "agentId" => ("The agent", number),
        "teamId" => ("The team", number),
        "skillId" => ("The skill", number),
        "addressBookId" => ("The address book", number),
        "kind" => (
            "The kind of entry",
            json!({"type": "string", "enum": [
                "address-book-entries", "address-books", "administrators", "agents", "dispositions",
                "indicators", "messages", "pages", "skills", "tags", "teams", "unavailable-codes",
            ]}),
        ),
        // An id of the entry's kind: what it is stands with the operation.
        _ => ("The id", json!({"type": "string", "minLength": 1})),
    };
    Some(json!({
        "name": name, "in": "path", "required": true, "description": about, "schema": schema,
    }))
}

/// Each property of the body may stand in the query; the body wins.
fn in_query(operation: &Value, schemas: &Map<String, Value>) -> Vec<Value> {
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    let name = body["$ref"].as_str().and_then(|to| to.strip_prefix("#/components/schemas/"));
    let schema = name.and_then(|name| schemas.get(name));
    let properties = schema.and_then(|schema| schema["properties"].as_object());
    let query = |(name, schema): (&String, &Value)| {
        json!({
            "name": name,
            "in": "query",
            "required": false,
            "description": "In place of the body's",
            "schema": without_null(schema.clone()),
        })
    };
    properties.into_iter().flatten().map(query).collect()
}

/// A query has no `null`: it is left out.
fn without_null(mut schema: Value) -> Value {
    if let Some(Value::Array(kinds)) = schema.get_mut("type") {
        kinds.retain(|kind| kind != "null");
    }
    let forms = schema.get("oneOf").and_then(Value::as_array);
    let form = forms.and_then(|forms| forms.iter().find(|form| form["type"] != "null"));
    form.cloned().unwrap_or(schema)
}
