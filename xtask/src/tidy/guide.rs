//! The guide is a whole book: `docs/SUMMARY.md` and `docs/book.toml` are what mdBook takes, and no page is forgotten.

use std::collections::BTreeSet;

use crate::tidy::tree::{Tree, extension};

const FOLDER: &str = "docs/";
const SUMMARY: &str = "docs/SUMMARY.md";
const BOOK: &str = "docs/book.toml";

/// What mdBook 0.5 knows in these tables; it refuses any other key.
const KEYS: [(&str, &[&str]); 2] = [
    ("book", &["title", "authors", "description", "src", "language", "text-direction"]),
    ("build", &["build-dir", "create-missing", "use-default-preprocessors", "extra-watch-dirs"]),
];

/// The table of contents names every page of `docs/` once, and nothing else.
pub(super) fn check(tree: &Tree) -> Vec<String> {
    let (Some(summary), Some(book)) = (tree.text(SUMMARY), tree.text(BOOK)) else {
        return vec![format!("{SUMMARY} and {BOOK} are not there")];
    };
    let mut findings = Vec::new();
    let mut named = BTreeSet::new();
    for line in summary.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with("# ") {
            continue;
        }
        let Some((title, page)) = chapter(line) else {
            findings.push(format!(
                "{SUMMARY}: `{line}` is neither a part nor a page: `- [title](page.md)`"
            ));
            continue;
        };
        let path = format!("{FOLDER}{page}");
        // mdBook makes the first page the book's index, as it is: from a folder its links lead nowhere.
        if named.is_empty() && page != "README.md" {
            findings.push(format!("{SUMMARY}: the first page is README.md, not `{page}`"));
        }
        if title.is_empty() {
            findings.push(format!("{SUMMARY}: `{page}` has no title"));
        }
        if extension(&path) != "md" || tree.text(&path).is_none() {
            findings.push(format!("{SUMMARY}: `{page}` is no page of {FOLDER}"));
        }
        if !named.insert(path) {
            findings.push(format!("{SUMMARY}: `{page}` is named twice"));
        }
    }
    for (path, text) in tree.ending(&[".md"]).filter(|(path, _)| path.starts_with(FOLDER)) {
        if path == SUMMARY {
            continue;
        }
        if !named.contains(path) {
            findings.push(format!("{SUMMARY} does not name {path}"));
        }
        if !text.starts_with("# ") {
            findings.push(format!("{path} does not begin with its title"));
        }
    }
    findings.extend(check_book(book));
    findings
}

/// The title and the page of a line of the table of contents; the first page has no number, so no dash.
fn chapter(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let line = line.strip_prefix("- ").unwrap_or(line);
    let (title, rest) = line.strip_prefix('[')?.split_once("](")?;
    Some((title, rest.strip_suffix(')')?))
}

fn check_book(book: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let mut table = "";
    for line in book.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = name;
            continue;
        }
        let Some((key, _)) = line.split_once('=') else {
            findings.push(format!("{BOOK}: `{line}` is neither a table nor a key"));
            continue;
        };
        let is_unknown =
            |(name, keys): &(&str, &[&str])| *name == table && !keys.contains(&key.trim());
        if KEYS.iter().any(is_unknown) {
            findings.push(format!("{BOOK}: mdBook knows no `{}` in [{table}]", key.trim()));
        }
    }
    // The pages lie beside it, and one that is missing is to be a failure, not a page made empty.
    for needed in ["src = \".\"", "create-missing = false"] {
        if !book.lines().any(|line| line == needed) {
            findings.push(format!("{BOOK} lacks `{needed}`"));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD_BOOK: &str =
        "# How\n[book]\ntitle = \"It\"\nsrc = \".\"\n\n[build]\ncreate-missing = false\n";

    #[test]
    fn a_whole_guide_has_no_findings() {
        let summary = "# Summary\n\n[R](README.md)\n\n# Part\n\n- [A](a.md)\n  - [B](b/c.md)\n";
        assert_eq!(found(summary, GOOD_BOOK), [""; 0]);
    }

    #[test]
    fn a_page_is_named_once_and_is_there() {
        for (summary, finding) in [
            ("- [A](a.md)\n", "docs/SUMMARY.md does not name docs/b/c.md"),
            (
                "- [A](a.md)\n- [B](b/c.md)\n- [B](b/c.md)\n",
                "docs/SUMMARY.md: `b/c.md` is named twice",
            ),
            (
                "- [A](a.md)\n- [B](b/c.md)\n- [D](d.md)\n",
                "docs/SUMMARY.md: `d.md` is no page of docs/",
            ),
            (
                "- [A](a.md)\n- [B](b/c.md)\n- [X](x.json)\n",
                "docs/SUMMARY.md: `x.json` is no page of docs/",
            ),
            ("- [](a.md)\n- [B](b/c.md)\n", "docs/SUMMARY.md: `a.md` has no title"),
            (
                "- [A](a.md)\n- [B](b/c.md)\nWords.\n",
                "docs/SUMMARY.md: `Words.` is neither a part nor a page: `- [title](page.md)`",
            ),
        ] {
            assert_eq!(found(&format!("[R](README.md)\n{summary}"), GOOD_BOOK), [finding]);
        }
    }

    #[test]
    fn the_index_is_at_the_top() {
        let summary = "- [A](a.md)\n- [B](b/c.md)\n[R](README.md)\n";
        let finding = "docs/SUMMARY.md: the first page is README.md, not `a.md`";
        assert_eq!(found(summary, GOOD_BOOK), [finding]);
    }

    #[test]
    fn a_book_that_mdbook_refuses_is_found() {
        let summary = "[R](README.md)\n- [A](a.md)\n- [B](b/c.md)\n";
        let misspelt = GOOD_BOOK.replace("title", "titel");
        assert_eq!(
            found(summary, &misspelt),
            ["docs/book.toml: mdBook knows no `titel` in [book]"]
        );
        let elsewhere = GOOD_BOOK.replace("src = \".\"\n", "");
        assert_eq!(found(summary, &elsewhere), ["docs/book.toml lacks `src = \".\"`"]);
    }

    fn found(summary: &str, book: &str) -> Vec<String> {
        check(&Tree::of(&[
            (SUMMARY, summary),
            (BOOK, book),
            ("docs/README.md", "# R\n"),
            ("docs/a.md", "# A\n"),
            ("docs/b/c.md", "# B\n"),
            ("docs/x.json", "{}"),
        ]))
    }
}
