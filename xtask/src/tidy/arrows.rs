//! The table of `ARCHITECTURE.md` against cargo's metadata and the tree.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{anyhow, bail};
use cargo_metadata::{DependencyKind, Metadata};

use crate::tidy::tree::Tree;

const DOCUMENT: &str = "ARCHITECTURE.md";
const HEADER: [&str; 4] = ["kind", "folder", "holds", "may use, of ours"];
/// What stands beside the crates, for their tests.
const FOR_TESTS: [&str; 4] =
    ["vectors", "crates/loadgen", "crates/forgetful-disk", "crates/disk-layer"];

/// One dependency of one of our crates on another, by folder.
#[derive(Debug, PartialEq)]
pub(super) struct Arrow {
    from: String,
    to: String,
    is_for_tests: bool,
}

/// Every arrow between our crates.
pub(super) fn of(metadata: &Metadata) -> Vec<Arrow> {
    let root = &metadata.workspace_root;
    let folder_of = |path: &cargo_metadata::camino::Utf8Path| {
        path.strip_prefix(root).map_or_else(|_| path.to_string(), ToString::to_string)
    };
    let mut arrows = Vec::new();
    for package in metadata.workspace_packages() {
        let from = package.manifest_path.parent().map(&folder_of).unwrap_or_default();
        for dependency in &package.dependencies {
            let Some(path) = &dependency.path else { continue };
            arrows.push(Arrow {
                from: from.clone(),
                to: folder_of(path),
                is_for_tests: dependency.kind == DependencyKind::Development,
            });
        }
    }
    arrows
}

/// Each arrow is in the table.
pub(super) fn check(tree: &Tree, arrows: &[Arrow]) -> anyhow::Result<Vec<String>> {
    let table = table(tree)?;
    let mut findings = Vec::new();
    for (folder, may_use) in &table {
        for name in may_use.iter().filter(|name| !table.contains_key(*name)) {
            findings.push(format!("{DOCUMENT}: `{folder}` may use `{name}`, which is no row"));
        }
    }
    for Arrow { from, to, is_for_tests } in arrows {
        let Some(may_use) = table.get(from) else {
            findings.push(format!("{DOCUMENT}: `{from}` is a crate without a row"));
            continue;
        };
        let is_for_tests = *is_for_tests && FOR_TESTS.contains(&to.as_str());
        if !may_use.contains(to) && !is_for_tests {
            findings.push(format!("{from} uses {to}: {DOCUMENT} has no such arrow"));
        }
    }
    Ok(findings)
}

/// Each folder of the table exists, and each folder that holds something has a row.
pub(super) fn check_folders(tree: &Tree) -> anyhow::Result<Vec<String>> {
    let table = table(tree)?;
    let missing = table
        .keys()
        .filter(|folder| !tree.has(folder))
        .map(|folder| format!("{DOCUMENT}: the folder `{folder}` does not exist"));
    let mut unnamed = BTreeSet::new();
    for (path, _) in tree.files() {
        let mut parts = path.split('/');
        let (first, second, third) = (parts.next(), parts.next(), parts.next());
        let folder = match (first, second, third) {
            (Some("crates"), Some(name), Some(_)) => format!("crates/{name}"),
            (Some(name), Some(_), _) if name != "crates" => name.to_owned(),
            (_, _, _) => continue,
        };
        if !table.contains_key(&folder) && !folder.starts_with('.') {
            unnamed.insert(format!("{DOCUMENT}: the folder `{folder}` has no row"));
        }
    }
    Ok(missing.chain(unnamed).collect())
}

/// Folder and what its crate may use, both as folders.
fn table(tree: &Tree) -> anyhow::Result<BTreeMap<String, BTreeSet<String>>> {
    let text = tree.text(DOCUMENT).ok_or_else(|| anyhow!("there is no {DOCUMENT}"))?;
    let mut lines = text.lines().skip_while(|line| cells(line) != HEADER);
    if lines.next().is_none() {
        bail!("{DOCUMENT} has no table with the columns {}", HEADER.join(", "));
    }
    let rows = lines.skip(1).take_while(|line| line.starts_with('|')).map(cells).map(|row| {
        let folder = row.get(1).map(|cell| cell.trim_matches(['`', '/']).to_owned());
        (folder.unwrap_or_default(), row.get(3).copied().unwrap_or_default())
    });
    let rows = rows.collect::<Vec<_>>();
    let folder_of = |name: &str| {
        let of_crates = format!("crates/{name}");
        if rows.iter().any(|(folder, _)| *folder == of_crates) {
            of_crates
        } else {
            name.to_owned()
        }
    };
    let mut table = BTreeMap::new();
    for (folder, may_use) in &rows {
        let names = may_use.split(',').map(str::trim);
        let names = names.filter(|name| !["none", "nothing", ""].contains(name));
        table.insert(folder.clone(), names.map(folder_of).collect());
    }
    Ok(table)
}

fn cells(row: &str) -> Vec<&str> {
    row.trim().trim_matches('|').split('|').map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Text\n\n| kind | folder | holds | may use, of ours |\n| --- | --- | --- | --- |\n\
        | pure | `crates/protocol` | shapes | none |\n\
        | pure | `crates/broker` | pages | protocol |\n\
        | beside | `vectors/` | vectors | broker, protocol |\n\nMore | text |\n";

    fn tree() -> Tree {
        Tree::of(&[
            (DOCUMENT, TABLE),
            ("crates/protocol/src/lib.rs", ""),
            ("crates/broker/src/lib.rs", ""),
            ("vectors/register/first.json", ""),
            (".ci/run", ""),
        ])
    }

    fn arrow(from: &str, to: &str, is_for_tests: bool) -> Arrow {
        Arrow { from: from.to_owned(), to: to.to_owned(), is_for_tests }
    }

    #[test]
    fn arrows_of_the_table_are_allowed() {
        let arrows = [
            arrow("crates/broker", "crates/protocol", false),
            arrow("vectors", "crates/broker", false),
            arrow("crates/broker", "vectors", true),
        ];
        assert_eq!(check(&tree(), &arrows).unwrap(), [""; 0]);
        assert_eq!(check_folders(&tree()).unwrap(), [""; 0]);
    }

    #[test]
    fn another_arrow_is_found() {
        let arrows = [
            arrow("crates/protocol", "crates/broker", false),
            arrow("crates/broker", "vectors", false),
            arrow("crates/new", "crates/broker", false),
        ];
        let findings = check(&tree(), &arrows).unwrap();
        assert_eq!(findings.len(), 3, "{findings:?}");
        assert!(findings[0].contains("crates/protocol uses crates/broker"), "{findings:?}");
    }

    #[test]
    fn a_row_that_names_no_row_is_found() {
        let text = TABLE.replace("| broker, protocol |", "| brooker |");
        let findings = check(&Tree::of(&[(DOCUMENT, &text)]), &[]).unwrap();
        assert_eq!(findings.len(), 1, "{findings:?}");
    }

    #[test]
    fn a_missing_and_an_unnamed_folder_are_found() {
        let tree = Tree::of(&[
            (DOCUMENT, TABLE),
            ("crates/protocol/a", ""),
            ("vectors/a", ""),
            ("stray/a", ""),
        ]);
        let findings = check_folders(&tree).unwrap();
        assert_eq!(findings.len(), 2, "{findings:?}");
        assert!(findings[0].contains("`crates/broker` does not exist"), "{findings:?}");
        assert!(findings[1].contains("`stray` has no row"), "{findings:?}");
    }

    #[test]
    fn a_document_without_the_table_is_an_error() {
        assert!(check(&Tree::of(&[(DOCUMENT, "no table")]), &[]).is_err());
        assert!(check(&Tree::of(&[]), &[]).is_err());
    }
}
