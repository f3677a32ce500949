//! The vectors are JSON, each says what it proves, and no two have one name.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::tidy::tree::Tree;

/// Of the page protocol's vectors, and of the agent API's.
const SCHEMAS: [&str; 2] = ["vectors/schema.json", "vectors/http/schema.json"];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    let mut names = BTreeMap::new();
    for (path, text) in tree.ending(&[".json"]).filter(|(path, _)| path.starts_with("vectors/")) {
        let vector = match serde_json::from_str::<Value>(text) {
            Ok(vector) => vector,
            Err(error) => {
                findings.push(format!("{path}: {error}"));
                continue;
            }
        };
        if SCHEMAS.contains(&path) {
            continue;
        }
        for key in ["name", "source"] {
            if vector.get(key).and_then(Value::as_str).is_none_or(str::is_empty) {
                findings.push(format!("{path}: has no `{key}`"));
            }
        }
        let name = vector.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        if let Some(other) = names.insert(name, path) {
            findings.push(format!("{path}: has the name of {other}"));
        }
    }
    if names.is_empty() {
        findings.push("there is no vector".to_owned());
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_vectors_are_in_order() {
        let tree = Tree::of(&[
            (SCHEMAS[0], "{}"),
            (SCHEMAS[1], "{}"),
            ("vectors/a/b.json", r#"{"name": "b", "source": "P1"}"#),
            ("e2e/package.json", "not a vector"),
        ]);
        assert_eq!(check(&tree), [""; 0]);
    }

    #[test]
    fn broken_nameless_and_doubled_vectors_are_found() {
        let tree = Tree::of(&[
            ("vectors/a.json", r#"{"name": "b", "source": "P1"}"#),
            ("vectors/b.json", "{"),
            ("vectors/c.json", r#"{"name": "c"}"#),
            ("vectors/d.json", r#"{"name": "b", "source": "P2"}"#),
        ]);
        assert_eq!(check(&tree).len(), 3, "{:?}", check(&tree));
        assert_eq!(check(&Tree::of(&[])), ["there is no vector"]);
    }
}
