//! The routes, each with what its handler says of itself, and the document made of that:
//! `docs/openapi.json`, served at `/openapi.json`.
//!
//! A handler's `#[utoipa::path]` says path, method, parameters and answers; its doc comment says
//! the rest. What holds for many operations is added here, so that no handler repeats it.

mod answers;
mod parameters;
mod rows;

use std::collections::BTreeMap;

use axum::Router;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::openapi::HttpMethod;
use utoipa_axum::router::UtoipaMethodRouter;

use crate::{http::route_of, state::AppState};

/// The version that the paths of the agent API are written with; all others mean the same (A1).
const AGENT_API: &str = "/InContactAPI/services/v33.0/";

/// Whose token the operations of a section ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// No token.
    None,
    /// An agent's.
    Agent,
    /// An administrator's.
    Administrator,
}

/// Routes of one section of the document, or of several.
pub(crate) struct Routes {
    section: &'static str,
    token: Token,
    router: Router<AppState>,
    tags: Vec<Value>,
    /// By path, then by method.
    paths: BTreeMap<String, Map<String, Value>>,
    schemas: Map<String, Value>,
    /// The problems that several operations have, by name.
    problems: Map<String, Value>,
}

impl Routes {
    /// Begins a section.
    pub(crate) fn of(section: &'static str, token: Token, about: &'static str) -> Self {
        Self {
            section,
            token,
            router: Router::new(),
            tags: vec![json!({"name": section, "description": about})],
            paths: BTreeMap::new(),
            schemas: Map::new(),
            problems: Map::new(),
        }
    }

    /// Adds the handlers of one path, where their `#[utoipa::path]` says. A path without a slash at
    /// its beginning is one of the agent API.
    pub(crate) fn with(self, routes: UtoipaMethodRouter<AppState>) -> Self {
        self.add(routes, None)
    }

    /// Adds handlers of another path at this one, too.
    pub(crate) fn at(self, path: &str, routes: UtoipaMethodRouter<AppState>) -> Self {
        self.add(routes, Some(path))
    }

    fn add(
        mut self,
        (schemas, paths, methods): UtoipaMethodRouter<AppState>,
        at: Option<&str>,
    ) -> Self {
        for (name, schema) in &schemas {
            self.schemas.insert(name.clone(), without_null(value(schema)));
        }
        for (path, item) in paths.paths {
            let path = at.map_or(path, str::to_owned);
            let path = if path.starts_with('/') { path } else { format!("{AGENT_API}{path}") };
            let operations = [
                (HttpMethod::Get, item.get),
                (HttpMethod::Put, item.put),
                (HttpMethod::Post, item.post),
                (HttpMethod::Patch, item.patch),
                (HttpMethod::Delete, item.delete),
            ];
            for (method, operation) in operations {
                let Some(operation) = operation else { continue };
                let mut operation = value(&operation);
                if let Some(at) = at {
                    let last = at.rsplit('/').next().unwrap_or_default();
                    operation["operationId"] = last.into();
                }
                let described = self.described(&path, &method, operation);
                self.paths.entry(path.clone()).or_default().insert(word(&method), described);
            }
            // All handlers of one `routes!` have one path.
            self.router = self.router.route(&route_of(&path), methods.clone());
        }
        self
    }

    /// Adds a section.
    pub(crate) fn and(mut self, section: Self) -> Self {
        self.router = self.router.merge(section.router);
        self.tags.extend(section.tags);
        for (path, operations) in section.paths {
            self.paths.entry(path).or_default().extend(operations);
        }
        self.schemas.extend(section.schemas);
        self.problems.extend(section.problems);
        self
    }

    /// Gives what answers, and what says how.
    pub(crate) fn into_parts(self) -> (Router<AppState>, Document) {
        let mut schemas = answers::with_problem(self.schemas);
        rows::loosen(&self.paths, &mut schemas);
        let document = json!({
            "openapi": "3.1.0",
            "info": {
                "title": "Cordboard",
                "version": env!("CARGO_PKG_VERSION"),
                "summary": "An open agent desktop and the ACD behind it",
                "description": ABOUT,
                "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
            },
            "servers": [{"url": "http://localhost:8440"}],
            "tags": self.tags,
            "paths": self.paths,
            "components": {
                "schemas": schemas,
                "responses": self.problems,
                "securitySchemes": {
                    "agent": {
                        "type": "http",
                        "scheme": "bearer",
                        "description": "An agent's `access_token` of the token call",
                    },
                    "administrator": {
                        "type": "http",
                        "scheme": "bearer",
                        "description": "An administrator's `access_token` of `/admin/v1/token`",
                    },
                },
            },
        });
        (self.router, Document(document))
    }

    /// Adds to an operation what its section and its path say of it.
    fn described(&mut self, path: &str, method: &HttpMethod, mut operation: Value) -> Value {
        let name = operation["operationId"].as_str().unwrap_or_default().to_owned();
        let section = self.section.to_lowercase().replace([' ', '\''], "-");
        operation["operationId"] = format!("{section}.{name}.{}", word(method)).into();
        let (summary, more) = first_sentence(operation["summary"].as_str().unwrap_or_default());
        let more = format!("{more}\n\n{}", operation["description"].as_str().unwrap_or_default());
        operation["summary"] = summary.into();
        operation["description"] = more.trim().into();
        operation["tags"] = json!([self.section]);
        operation["security"] = match self.token {
            Token::None => json!([]),
            Token::Agent => json!([{"agent": []}]),
            Token::Administrator => json!([{"administrator": []}]),
        };
        parameters::add(path, &mut operation, &self.schemas);
        self.problems.extend(answers::add(path, method, self.token, &mut operation));
        operation
    }
}

/// The document, its servers being those of the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Document(Value);

impl Document {
    /// Writes it for a client that has reached the server at this address.
    pub(crate) fn at(&self, address: &str) -> Value {
        let mut document = self.0.clone();
        document["servers"] = json!([{"url": address}]);
        document
    }

    /// Writes it as it is committed.
    pub(crate) fn text(&self) -> String {
        format!("{:#}\n", self.0)
    }
}

const ABOUT: &str = "\
The agent API (`/InContactAPI`) is for the clients of the ACD behind MAX, as they are: any version \
from `v2.0` up means the same, upper and lower case of a path are one, a JSON body is read as JSON \
whatever its content type says, a parameter of a command may stand in the query instead of the \
body, and numbers may come as text. A command answers 202, and its outcome comes as an event of \
`get-next-event`. Everything else is Cordboard's own and may change with any version.\n\n\
A header `CorrelationId` of at most 128 characters is sent back and stands in the log. Errors are \
problems (RFC 9457), each `type` of a closed list.";

fn word(method: &HttpMethod) -> String {
    match method {
        HttpMethod::Get => "get",
        HttpMethod::Put => "put",
        HttpMethod::Post => "post",
        HttpMethod::Patch => "patch",
        HttpMethod::Delete => "delete",
        HttpMethod::Head => "head",
        HttpMethod::Options => "options",
        HttpMethod::Trace => "trace",
    }
    .to_owned()
}

/// Splits what a doc comment begins with, as one line.
fn first_sentence(text: &str) -> (String, String) {
    let text = text.replace('\n', " ");
    match text.split_once(". ") {
        Some((first, rest)) => (format!("{first}."), rest.to_owned()),
        None => (text, String::new()),
    }
}

/// Takes out defaults that only say that a value may be left out.
fn without_null(mut schema: Value) -> Value {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for property in properties.values_mut().filter_map(Value::as_object_mut) {
            property.retain(|key, value| key != "default" || !value.is_null());
        }
    }
    schema
}

/// What utoipa makes is always JSON.
fn value(described: &impl Serialize) -> Value {
    serde_json::to_value(described).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use cordboard_protocol::problem::ProblemType;

    use crate::router::routes;

    use super::*;

    fn document() -> Value {
        routes().into_parts().1.0
    }

    fn operations(document: &Value) -> impl Iterator<Item = (String, &Value)> {
        let paths = document["paths"].as_object().unwrap();
        paths.iter().flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().iter();
            methods.map(move |(method, operation)| (format!("{method} {path}"), operation))
        })
    }

    #[test]
    fn the_committed_file_is_that_of_the_handlers() {
        let committed = include_str!("../../../docs/openapi.json");
        let generated = routes().into_parts().1.text();
        assert!(committed == generated, "docs/openapi.json is not up to date: cargo xtask codegen");
    }

    /// Only `Routes` takes a route, and it takes none without its documentation.
    #[test]
    fn every_route_is_documented() {
        let router = include_str!("router.rs");
        for undocumented in [".route(", ".nest(", "route_service", "nest_service", ".merge("] {
            assert!(!router.contains(undocumented), "router.rs: {undocumented} has no document");
        }
    }

    #[test]
    fn every_operation_has_a_name_of_its_own_and_says_what_it_does() {
        let document = document();
        let mut names = BTreeSet::new();
        for (which, operation) in operations(&document) {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name), "{which}: another is called {name}, too");
            let summary = operation["summary"].as_str().unwrap_or_default();
            assert!(summary.ends_with('.') && summary.len() > 5, "{which}: {summary:?}");
            let answers = operation["responses"].as_object().unwrap();
            let is_later = answers.contains_key("501");
            let is_good = answers.keys().any(|it| it < &"400".to_owned());
            assert!(is_good != is_later, "{which}: no good answer, or one that comes later");
        }
    }

    /// Nothing in it may be null, and a default that is null only says that a value may be left out.
    #[test]
    fn nothing_is_null() {
        fn walk(value: &Value, at: &str) {
            match value {
                Value::Null => panic!("{at} is null"),
                Value::Object(map) => {
                    map.iter().for_each(|(key, value)| walk(value, &format!("{at}/{key}")));
                }
                Value::Array(values) => values.iter().for_each(|value| walk(value, at)),
                Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        walk(&document(), "");
    }

    /// A misspelt problem would silently be no answer.
    #[test]
    fn every_problem_that_a_handler_names_is_one() {
        let known: BTreeSet<&str> = ProblemType::ALL.iter().map(|kind| kind.parts().0).collect();
        let document = document();
        for (which, operation) in operations(&document) {
            let text = operation["description"].as_str().unwrap_or_default();
            let is_name = |name: &&str| name.contains('-') && !name.contains(char::is_uppercase);
            for name in answers::named(text).filter(is_name) {
                assert!(known.contains(name), "{which}: {name} is no problem type");
            }
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn walk(value: &Value, document: &Value) {
            match value {
                Value::Object(map) => {
                    if let Some(Value::String(to)) = map.get("$ref") {
                        let pointer = to.strip_prefix('#').unwrap();
                        assert!(document.pointer(pointer).is_some(), "{to}");
                    }
                    map.values().for_each(|value| walk(value, document));
                }
                Value::Array(values) => values.iter().for_each(|value| walk(value, document)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        let document = document();
        walk(&document, &document);
    }
}
