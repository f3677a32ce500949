//! Every clause of the page protocol is written down and proved.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::tidy::tree::Tree;

const DOCUMENT: &str = "docs/page-protocol.md";
const LAST: u32 = 52;

/// The document has exactly the clauses P1 to P52, each once.
pub(super) fn check_document(tree: &Tree) -> Vec<String> {
    let Some(text) = tree.text(DOCUMENT) else {
        return vec![format!("there is no {DOCUMENT}")];
    };
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    let rows = text.lines().filter_map(|line| line.strip_prefix('|')?.split('|').next());
    for clause in rows.filter_map(|cell| clauses_in(cell.trim()).into_iter().next()) {
        if !seen.insert(clause) {
            findings.push(format!("{DOCUMENT}: P{clause} stands twice"));
        }
        if clause == 0 || clause > LAST {
            findings.push(format!("{DOCUMENT}: P{clause} is no clause"));
        }
    }
    let missing = (1..=LAST).filter(|clause| !seen.contains(clause));
    findings.extend(missing.map(|clause| format!("{DOCUMENT}: P{clause} is missing")));
    findings
}

/// Each clause is named by a vector's `source`, or by the title or tag of a browser test.
pub(super) fn check_proofs(tree: &Tree) -> Vec<String> {
    let mut proved = BTreeSet::new();
    let mut findings = Vec::new();
    let vectors = tree.ending(&[".json"]).filter(|(path, _)| path.starts_with("vectors/"));
    let sources = vectors.filter_map(|(path, text)| {
        let vector = serde_json::from_str::<Value>(text).ok()?;
        Some((path, vector.get("source")?.as_str()?.to_owned()))
    });
    let specs = tree.ending(&[".spec.ts"]).filter(|(path, _)| path.starts_with("e2e/specs/"));
    let titles = specs.flat_map(|(path, text)| titles(text).into_iter().map(move |t| (path, t)));
    for (path, named) in sources.chain(titles) {
        for clause in clauses_in(&named) {
            if clause == 0 || clause > LAST {
                findings.push(format!("{path}: P{clause} is no clause"));
            }
            proved.insert(clause);
        }
    }
    let unproved = (1..=LAST).filter(|clause| !proved.contains(clause));
    findings.extend(unproved.map(|clause| format!("P{clause} has no proof")));
    findings
}

/// The numbers of `P1`, `P20, P22`; a `P` within a word is none.
fn clauses_in(text: &str) -> Vec<u32> {
    let words = text.split(|character: char| !character.is_ascii_alphanumeric());
    words.filter_map(|word| word.strip_prefix('P')?.parse().ok()).collect()
}

/// The titles of tests and groups, and their tags: comments and bodies prove nothing.
fn titles(spec: &str) -> Vec<String> {
    let mut titles = Vec::new();
    for opening in ["test(", "describe(", "tag:"] {
        for (at, _) in spec.match_indices(opening) {
            let is_word = spec[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            let line = spec[..at].rsplit('\n').next().unwrap_or_default().trim_start();
            let is_comment = ["//", "*", "/*"].iter().any(|mark| line.starts_with(mark));
            if is_word || is_comment {
                continue;
            }
            let rest = spec[at + opening.len()..].trim_start();
            titles.extend(quoted(rest.trim_start_matches(['[', ' '])));
        }
    }
    titles
}

/// The text of a literal that begins here.
fn quoted(text: &str) -> Option<String> {
    let quote = text.chars().next().filter(|first| ['\'', '"', '`'].contains(first))?;
    let mut literal = String::new();
    let mut characters = text.chars().skip(1);
    while let Some(character) = characters.next() {
        if character == quote {
            return Some(literal);
        }
        literal.push(if character == '\\' { characters.next()? } else { character });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(clauses: impl Iterator<Item = u32>) -> String {
        let rows = clauses.map(|clause| format!("| P{clause} | Text of P7. | D |"));
        rows.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_document_of_all_clauses_is_in_order() {
        let text = document(1..=LAST);
        assert_eq!(check_document(&Tree::of(&[(DOCUMENT, &text)])), [""; 0]);
    }

    #[test]
    fn missing_doubled_and_invented_clauses_are_found() {
        let text = document((2..=LAST).chain([5, 53]));
        let findings = check_document(&Tree::of(&[(DOCUMENT, &text)]));
        assert_eq!(findings.len(), 3, "{findings:?}");
        assert_eq!(check_document(&Tree::of(&[])).len(), 1);
    }

    #[test]
    fn vectors_and_titles_prove_and_comments_do_not() {
        let all_but_three = (4..=LAST).map(|n| format!("P{n}")).collect::<Vec<_>>().join(", ");
        let vector = format!(r#"{{"name": "P1", "source": "{all_but_three}"}}"#);
        let spec = "// test('P2 in a comment', ...)\n\
             test.describe('a workspace (P3)', () => {\n  test(\n    `stays`, { tag: ['@P1'] }, f);\n\
             contest('P2'); const x = 'P2';";
        let tree = Tree::of(&[("vectors/a/b.json", &vector), ("e2e/specs/frames.spec.ts", spec)]);
        assert_eq!(check_proofs(&tree), ["P2 has no proof"]);
    }

    #[test]
    fn a_clause_that_does_not_exist_is_found() {
        let all = (1..=LAST + 1).map(|n| format!("P{n}")).collect::<Vec<_>>().join(" ");
        let vector = format!(r#"{{"source": "{all}"}}"#);
        let findings = check_proofs(&Tree::of(&[("vectors/a.json", &vector)]));
        assert_eq!(findings, ["vectors/a.json: P53 is no clause"]);
    }
}
