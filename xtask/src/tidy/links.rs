//! Links in the documents lead somewhere.

use crate::tidy::tree::Tree;

/// Every relative link of a Markdown file names a file or folder of the repository.
pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in tree.ending(&[".md"]) {
        for link in links(text) {
            let file = link.split('#').next().unwrap_or_default();
            if file.is_empty() || link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            if !resolve(path, file).is_some_and(|target| tree.has(&target)) {
                findings.push(format!("{path}: `{link}` leads nowhere"));
            }
        }
    }
    findings
}

/// The targets of `[text](target)` and `![text](target)`, code apart.
fn links(text: &str) -> Vec<&str> {
    let mut links = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        }
        if is_code {
            continue;
        }
        // What stands between backticks is the odd pieces.
        for piece in line.split('`').step_by(2) {
            for (at, mark) in piece.match_indices("](") {
                let rest = &piece[at + mark.len()..];
                links.extend(rest.find(')').map(|end| &rest[..end]));
            }
        }
    }
    links
}

/// None for a path that leaves the repository.
fn resolve(from: &str, link: &str) -> Option<String> {
    let mut parts = from.split('/').collect::<Vec<_>>();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_files_and_folders_resolve() {
        let text = "[a](../README.md#top) ![b](images/b.png) [c](../crates/) [d](https://x.example/) [e](#e)";
        let tree = Tree::of(&[
            ("docs/a.md", text),
            ("docs/images/b.png", ""),
            ("README.md", "`[code](nowhere)`\n```\n[code](nowhere)\n```\n"),
            ("crates/acd/Cargo.toml", ""),
        ]);
        assert_eq!(check(&tree), [""; 0]);
    }

    #[test]
    fn a_link_to_nothing_is_found() {
        let tree = Tree::of(&[("docs/a.md", "[a](b.md) `x` [b](../../c.md)")]);
        assert_eq!(check(&tree).len(), 2, "{:?}", check(&tree));
    }
}
