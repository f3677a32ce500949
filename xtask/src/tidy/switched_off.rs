//! A test that does not run proves nothing, and one that waits by the clock fails by the clock.

use crate::tidy::tree::{self, Tree};

/// In parts, so that this file is not its own finding.
const RUST: [&str; 2] = [concat!("#[", "ignore"), concat!("thread::", "sleep(")];
const TYPESCRIPT: [&str; 8] = [
    concat!("test.", "skip"),
    concat!("test.", "only"),
    concat!("test.", "fixme"),
    concat!("describe.", "skip"),
    concat!("describe.", "only"),
    concat!("describe.", "fixme"),
    concat!("test.", "fail("),
    concat!("waitFor", "Timeout"),
];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in tree.ending(&[".rs", ".ts"]) {
        let words: &[&str] = if tree::extension(path) == "rs" { &RUST } else { &TYPESCRIPT };
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(word) = words.iter().find(|word| line.contains(*word)) {
                findings.push(format!("{path}:{number}: `{word}`"));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_tests_are_in_order() {
        let tree =
            Tree::of(&[("crates/a/src/b.rs", "#[test]"), ("e2e/specs/b.spec.ts", "test('b'")]);
        assert_eq!(check(&tree), [""; 0]);
    }

    #[test]
    fn switched_off_and_waiting_tests_are_found() {
        for word in RUST {
            let text = format!("first\n{word}");
            let tree = Tree::of(&[("crates/a/src/b.rs", &text)]);
            assert_eq!(check(&tree), [format!("crates/a/src/b.rs:2: `{word}`")]);
        }
        for word in TYPESCRIPT {
            let tree = Tree::of(&[("e2e/specs/b.spec.ts", word)]);
            assert_eq!(check(&tree).len(), 1, "{word}");
        }
    }
}
