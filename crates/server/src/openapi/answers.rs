//! The answers that many operations have: problems, and what comes with them.

use std::collections::BTreeMap;

use cordboard_protocol::problem::{Problem, ProblemType};
use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, openapi::HttpMethod};

use crate::http::waits_for_floor;

use super::{Token, value};

/// Adds the problems that the description names under `# Errors`, and those that any operation of
/// the kind may meet. Gives what they refer to, by name.
pub(super) fn add(
    path: &str,
    method: &HttpMethod,
    token: Token,
    operation: &mut Value,
) -> Map<String, Value> {
    use ProblemType as Type;
    let description = operation["description"].as_str().unwrap_or_default();
    let mut problems: Vec<ProblemType> = named(description).filter_map(by_name).collect();
    let takes_body = operation.get("requestBody").is_some();
    if takes_body || matches!(method, HttpMethod::Post | HttpMethod::Put | HttpMethod::Patch) {
        problems.extend([Type::BadValue, Type::BodyTooLarge]);
    }
    match token {
        Token::None => {}
        Token::Agent => problems.extend([Type::NotAuthenticated, Type::TokenExpired]),
        Token::Administrator => {
            problems.extend([Type::NotAuthenticated, Type::TokenExpired, Type::NotPermitted]);
        }
    }
    if path.contains("{sessionId}") {
        problems.extend([Type::UnknownAgentSession, Type::AgentSessionEnded]);
        if path.contains("{contactId}") {
            problems.push(Type::UnknownContact);
        }
    }
    if path.contains("{kind}") {
        problems.push(Type::UnknownAddress);
        if path.contains("{id}") {
            problems.push(Type::UnknownResource);
        }
    }
    let parameters = operation["parameters"].as_array();
    if parameters.is_some_and(|all| all.iter().any(|parameter| parameter["name"] == "If-Match")) {
        problems.extend([Type::BadValue, Type::ChangedMeanwhile]);
    }
    if waits_for_floor(path) {
        let any = [Type::Internal, Type::Starting, Type::JournalUnavailable, Type::ShuttingDown];
        problems.extend(any);
    }
    problems.sort();
    problems.dedup();
    let mut by_status: BTreeMap<u16, Vec<ProblemType>> = BTreeMap::new();
    for kind in problems {
        by_status.entry(kind.parts().1).or_default().push(kind);
    }
    let mut referred = Map::new();
    let Some(answers) = operation["responses"].as_object_mut() else { return referred };
    for (status, kinds) in by_status {
        let names: Vec<&str> = kinds.iter().map(|kind| kind.parts().0).collect();
        let name = names.join(".");
        // What a handler says itself is more exact.
        answers.entry(status.to_string()).or_insert_with(|| {
            let reference = json!({"$ref": format!("#/components/responses/{name}")});
            referred.insert(name, answer(status, &kinds));
            reference
        });
    }
    referred
}

/// Gives the words in backticks under `# Errors`.
pub(super) fn named(description: &str) -> impl Iterator<Item = &str> {
    let errors = description.split_once("# Errors\n").map_or("", |(_, rest)| rest);
    let errors = errors.split("\n# ").next().unwrap_or_default();
    errors.split('`').skip(1).step_by(2)
}

fn by_name(name: &str) -> Option<ProblemType> {
    ProblemType::ALL.into_iter().find(|kind| kind.parts().0 == name)
}

fn answer(status: u16, kinds: &[ProblemType]) -> Value {
    let types: Vec<String> =
        kinds.iter().map(|kind| format!("/problems/{}", kind.parts().0)).collect();
    let titles: Vec<&str> = kinds.iter().map(|kind| kind.parts().2).collect();
    let mut answer = json!({
        "description": titles.join("; "),
        "content": {"application/problem+json": {"schema": {
            "allOf": [
                {"$ref": "#/components/schemas/Problem"},
                {"properties": {"type": {"enum": types}, "status": {"const": status}}},
            ],
        }}},
    });
    if status == 429 {
        answer["headers"] = json!({"Retry-After": {
            "description": "Whole seconds after which to try again",
            "required": true,
            "schema": {"type": "string", "pattern": "^[0-9]+$"},
        }});
    }
    answer
}

/// Adds the schema that all problems have.
pub(super) fn with_problem(mut schemas: Map<String, Value>) -> Map<String, Value> {
    schemas.insert("Problem".to_owned(), value(&Problem::schema()));
    schemas
}
