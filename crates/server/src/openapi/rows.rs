//! Lists of which a caller may ask some fields: no field of their rows is always there.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

const SCHEMAS: &str = "#/components/schemas/";

/// Lets each field be absent in the rows that an operation with a parameter `fields` answers.
pub(super) fn loosen(
    paths: &BTreeMap<String, Map<String, Value>>,
    schemas: &mut Map<String, Value>,
) {
    let mut rows = BTreeSet::new();
    for operation in paths.values().flat_map(Map::values) {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        if parameters.into_iter().any(|parameter| parameter["name"] == "fields") {
            let answer = &operation["responses"]["200"]["content"]["application/json"]["schema"];
            collect(answer, false, schemas, &mut rows);
        }
    }
    for row in rows {
        if let Some(Value::Object(schema)) = schemas.get_mut(&row) {
            schema.remove("required");
        }
    }
}

/// Collects the schemas that stand in a list, however deep.
fn collect(
    schema: &Value,
    in_list: bool,
    schemas: &Map<String, Value>,
    rows: &mut BTreeSet<String>,
) {
    let name = schema["$ref"].as_str().and_then(|to| to.strip_prefix(SCHEMAS));
    if let Some((name, referred)) = name.and_then(|name| Some((name, schemas.get(name)?))) {
        if in_list && !rows.insert(name.to_owned()) {
            return;
        }
        collect(referred, false, schemas, rows);
    }
    if let Some(items) = schema.get("items") {
        collect(items, true, schemas, rows);
    }
    for property in schema["properties"].as_object().into_iter().flat_map(Map::values) {
        collect(property, false, schemas, rows);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_rows_of_which_fields_can_be_chosen_lose_what_is_always_there() {
        let list = |name: &str, parameter: &str| {
            let schema = json!({"$ref": format!("{SCHEMAS}{name}")});
            let content = json!({"application/json": {"schema": schema}});
            let answers = json!({"200": {"content": content}});
            let get = json!({"parameters": [{"name": parameter}], "responses": answers});
            (format!("/{name}"), Map::from_iter([("get".to_owned(), get)]))
        };
        let paths = BTreeMap::from([list("Teams", "fields"), list("Skills", "top")]);
        let of = |row: &str| {
            let items = json!({"$ref": format!("{SCHEMAS}{row}")});
            json!({"required": ["all"], "properties": {"all": {"type": "array", "items": items}}})
        };
        let row = json!({"required": ["id"], "properties": {"id": {"type": "integer"}}});
        let schemas = json!({
            "Teams": of("Team"), "Team": row, "Skills": of("Skill"), "Skill": row,
        });
        let Value::Object(mut schemas) = schemas else { panic!("an object") };
        loosen(&paths, &mut schemas);
        assert_eq!(schemas["Team"].get("required"), None);
        assert_eq!(schemas["Teams"]["required"], json!(["all"]));
        assert_eq!(schemas["Skill"], row);
    }
}
