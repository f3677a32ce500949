//! A file is named after a feature; a name that fits everything says nothing.

use crate::tidy::tree::Tree;

const FORBIDDEN: [&str; 11] = [
    "utils", "util", "helpers", "helper", "common", "misc", "types", "manager", "service",
    "services", "mod",
];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, _) in tree.ending(&[".rs", ".ts", ".js", ".mjs"]) {
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or_default();
            if FORBIDDEN.contains(&stem) {
                findings.push(format!("{path}: `{stem}` names no feature"));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_that_name_no_feature_are_found() {
        let tree = Tree::of(&[
            ("crates/acd/src/skill.rs", ""),
            ("crates/acd/src/utils.rs", ""),
            ("e2e/helpers/login.ts", ""),
            ("crates/acd/src/skill/mod.rs", ""),
            ("docs/common.md", ""),
        ]);
        let findings = check(&tree);
        assert_eq!(findings.len(), 3, "{findings:?}");
    }
}
