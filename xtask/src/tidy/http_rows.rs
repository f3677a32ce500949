//! What docs/agent-api.md says is there now has a vector, and no vector names what is not in it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::tidy::tree::Tree;

const DOCUMENT: &str = "docs/agent-api.md";
const FOLDER: &str = "vectors/http/";

/// One thing that the document promises: a clause, or a call of a row.
#[derive(Debug, PartialEq, Eq)]
struct Promise {
    /// As a vector's `source` names it: `A2`, `section 3 DELETE S`.
    name: String,
    is_there: bool,
}

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let Some(text) = tree.text(DOCUMENT) else {
        return vec![format!("there is no {DOCUMENT}")];
    };
    let promises = promises(text);
    let mut findings = Vec::new();
    let mut proved = BTreeSet::new();
    for (path, text) in tree.ending(&[".json"]).filter(|(path, _)| path.starts_with(FOLDER)) {
        let vector = serde_json::from_str::<Value>(text).unwrap_or_default();
        let source = vector.get("source").and_then(Value::as_str).unwrap_or_default();
        for name in source.split("; ").filter(|name| !name.is_empty()) {
            let named: Vec<&Promise> =
                promises.iter().filter(|promise| names(name, &promise.name)).collect();
            if named.is_empty() {
                findings.push(format!("{path}: {DOCUMENT} has no `{name}`"));
            }
            proved.extend(named.into_iter().map(|promise| &promise.name));
        }
    }
    let unproved =
        promises.iter().filter(|promise| promise.is_there && !proved.contains(&promise.name));
    findings.extend(unproved.map(|promise| format!("`{}` has no vector", promise.name)));
    findings
}

/// Whether a source is about a promise: methods count where both say one.
fn names(source: &str, promise: &str) -> bool {
    let call = |name: &str| {
        let words: Vec<&str> = name.split(' ').filter(|word| !is_method(word)).collect();
        words.join(" ")
    };
    let methods =
        |name: &str| name.split(' ').filter(|word| is_method(word)).map(str::to_owned).next();
    let (wanted, promised) = (methods(source), methods(promise));
    call(source) == call(promise) && (wanted.is_none() || promised.is_none() || wanted == promised)
}

fn is_method(word: &str) -> bool {
    ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&word)
}

/// Every clause of the tables, and every call of their rows. Section 7 is of no client's contract.
fn promises(text: &str) -> Vec<Promise> {
    let mut promises = Vec::new();
    let (mut section, mut is_of_events) = (String::new(), false);
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            title.split('.').next().unwrap_or_default().clone_into(&mut section);
            is_of_events = false;
        }
        is_of_events |= line.starts_with("### Events");
        let is_counted = ["1", "2", "3", "4", "5", "6"].contains(&section.as_str());
        let row = line.strip_prefix('|').and_then(|line| line.trim_end().strip_suffix('|'));
        let (Some(row), true) = (row, is_counted) else { continue };
        // A bar within code is none between cells.
        let row = row.replace("\\|", "/");
        let (Some(first), Some(last)) = (row.split('|').next(), row.split('|').next_back()) else {
            continue;
        };
        // What comes later and says so is there too.
        let is_there = ["yes", "501"].iter().any(|word| last.trim().starts_with(word));
        let first = first.trim();
        if ["#", "Call", "Method, path", "Type", "Path", "GET", "Parameter"].contains(&first)
            || first.starts_with("---")
        {
            continue;
        }
        let calls = match section.as_str() {
            "1" => vec![first.to_owned()],
            "4" if !is_of_events => vec![first.to_owned()],
            "4" => first.split(", ").map(|kind| format!("section 4 {kind}")).collect(),
            _ => calls(first).into_iter().map(|call| format!("section {section} {call}")).collect(),
        };
        promises.extend(calls.into_iter().map(|name| Promise { name, is_there }));
    }
    promises
}

/// The calls of a cell: every piece of code in it, with each of the methods before it; or the cell's
/// words where there is no code.
fn calls(cell: &str) -> Vec<String> {
    if !cell.contains('`') {
        return vec![cell.to_owned()];
    }
    let mut calls = Vec::new();
    let (mut methods, mut folder) = (Vec::new(), String::new());
    for (number, piece) in cell.split('`').enumerate() {
        if number % 2 == 0 {
            let words = piece.split(|letter: char| !letter.is_ascii_alphabetic());
            let found: Vec<String> =
                words.filter(|word| is_method(word)).map(str::to_owned).collect();
            if !found.is_empty() {
                methods = found;
            }
            continue;
        }
        // A body, or the options of an address.
        let path = piece.split([' ', '?']).next().unwrap_or_default();
        if path.is_empty() || path.starts_with('{') {
            continue;
        }
        // `agents/{id}/indicators`, `messages`: what stands before the last part is not said again.
        let path = match path.rsplit_once('/') {
            Some((before, _)) => {
                before.clone_into(&mut folder);
                path.to_owned()
            }
            None if folder.is_empty() => path.to_owned(),
            None => format!("{folder}/{path}"),
        };
        if methods.is_empty() {
            calls.push(path);
        } else {
            calls.extend(methods.iter().map(|method| format!("{method} {path}")));
        }
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
## 1. Rules
| # | Rule | now |
| --- | --- | --- |
| A1 | Any version. | yes |
## 3. Agent sessions
| Method, path | Body | Answer | now |
| --- | --- | --- | --- |
| GET `S` | | 200 | yes |
| DELETE `S` | `{forceLogoff}` | 202 | yes |
| POST, PUT `S/state` | | 202 | yes |
| POST `S/keep-alive`, `add-contact` | | 202 | |
## 4. get-next-event
### Events
| Type | Fields | now |
| --- | --- | --- |
| Mute, AgentLeg | AgentMuted | yes |
## 6. Reads
| GET | now |
| --- | --- |
| `agents/{id}/indicators`, `messages` | later |
## 7. Ours
| Call | What |
| --- | --- |
| GET `/healthz` | yes |
";

    fn tree(sources: &[String]) -> Tree {
        let paths: Vec<String> =
            (0..sources.len()).map(|number| format!("{FOLDER}a/{number}.json")).collect();
        let mut files = vec![(DOCUMENT, TEXT)];
        files.extend(paths.iter().map(String::as_str).zip(sources.iter().map(String::as_str)));
        Tree::of(&files)
    }

    fn findings(sources: &[&str]) -> Vec<String> {
        let vectors: Vec<String> =
            sources.iter().map(|source| format!(r#"{{"source": "{source}"}}"#)).collect();
        check(&tree(&vectors))
    }

    const ALL: &str = "A1; section 3 GET S; section 3 DELETE S; section 3 POST S/state; section 3 PUT \
                       S/state; section 4 Mute; section 4 AgentLeg";

    #[test]
    fn a_vector_for_each_row_is_in_order() {
        assert_eq!(findings(&[ALL]), [""; 0]);
        let later = "section 3 POST S/add-contact; section 6 agents/{id}/messages";
        assert_eq!(findings(&[ALL, later]), [""; 0]);
    }

    #[test]
    fn a_row_that_is_there_without_a_vector_is_found() {
        assert_eq!(
            findings(&[&ALL.replace("DELETE S;", "GET S;")]),
            ["`section 3 DELETE S` has no vector"]
        );
        assert_eq!(
            findings(&[&ALL.replace("; section 4 AgentLeg", "")]),
            ["`section 4 AgentLeg` has no vector"]
        );
        assert_eq!(check(&Tree::of(&[])).len(), 1);
    }

    #[test]
    fn a_source_that_is_nowhere_is_found() {
        let path = format!("{FOLDER}a/1.json");
        for source in ["A9", "section 3 PATCH S", "section 6 messages", "section 7 GET /healthz"] {
            let found = format!("{path}: {DOCUMENT} has no `{source}`");
            assert_eq!(findings(&[ALL, source]), [found]);
        }
    }
}
