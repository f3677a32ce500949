//! The licences of what others have written: who, under which, and the texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use cargo_metadata::Package;

/// How the files that hold licences begin, in small letters.
const LICENCE_FILES: [&str; 6] =
    ["license", "licence", "copying", "copyright", "notice", "unlicense"];

const HEAD: &str = "\
Cordboard is under MIT or Apache 2.0, as you prefer (LICENSE-MIT, LICENSE-APACHE). The program and the desktop in it hold the
Rust standard library (MIT or Apache 2.0, https://www.rust-lang.org), SQLite (public domain, https://sqlite.org) and the
packages below, each under its own licence; their texts follow.
";

/// Names and versions of packages.
#[derive(Default)]
pub(super) struct Crates(BTreeSet<(String, String)>);

/// What is said of one package.
struct Notice {
    line: String,
    /// Name and text of each file that holds a licence.
    texts: Vec<(String, String)>,
}

impl Crates {
    /// Takes the packages that `cargo tree --prefix none --format {p}` prints.
    pub(super) fn add_tree(&mut self, tree: &str) {
        for line in tree.lines() {
            let mut words = line.split(' ');
            if let (Some(name), Some(version)) = (words.next(), words.next()) {
                self.0.insert((name.to_owned(), version.trim_start_matches('v').to_owned()));
            }
        }
    }

    /// Writes what is to be said of all packages but our own.
    pub(super) fn notices(&self, packages: &[Package]) -> anyhow::Result<String> {
        let mut notices = Vec::new();
        for (name, version) in &self.0 {
            let package = packages
                .iter()
                .find(|it| it.name.as_str() == name && it.version.to_string() == *version)
                .with_context(|| format!("cargo metadata does not know {name} {version}"))?;
            // Ours come from no registry.
            if package.source.is_some() {
                notices.push(notice(package)?);
            }
        }
        Ok(text(&notices))
    }
}

fn notice(package: &Package) -> anyhow::Result<Notice> {
    let (name, version) = (&package.name, &package.version);
    let Some(licence) = &package.license else {
        bail!("{name} {version} does not say under which licence it is");
    };
    let home = package.repository.as_deref().or(package.homepage.as_deref()).unwrap_or_default();
    let folder = package.manifest_path.parent().context("a package without a folder")?;
    Ok(Notice {
        line: format!("{name} {version}: {licence} {home}").trim_end().to_owned(),
        texts: texts(folder.as_std_path())?
            .into_iter()
            .map(|(file, text)| (format!("{name} {version}, {file}"), text))
            .collect(),
    })
}

fn texts(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut texts = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let small = name.to_lowercase();
        if path.is_file() && LICENCE_FILES.iter().any(|begin| small.starts_with(begin)) {
            let text = fs::read(&path).with_context(|| format!("{name} cannot be read"))?;
            texts.push((name, String::from_utf8_lossy(&text).replace('\r', "")));
        }
    }
    texts.sort();
    Ok(texts)
}

/// All lines, then each text once, after the names of all files that hold it.
fn text(notices: &[Notice]) -> String {
    let mut all = String::from(HEAD);
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for notice in notices {
        let _ = write!(all, "\n{}", notice.line);
        for (name, text) in &notice.texts {
            files.entry(text.trim()).or_default().push(name);
        }
    }
    all.push('\n');
    let mut files: Vec<_> = files.into_iter().map(|(text, names)| (names, text)).collect();
    files.sort();
    for (names, text) in files {
        let _ = write!(all, "\n{}\n{}\n\n{text}\n", "=".repeat(78), names.join("\n"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, texts: &[(&str, &str)]) -> Notice {
        let texts =
            texts.iter().map(|(file, text)| (format!("{name}, {file}"), (*text).to_owned()));
        Notice { line: name.to_owned(), texts: texts.collect() }
    }

    #[test]
    fn a_text_that_several_share_stands_once_under_all_their_names() {
        let notices = [
            of("a 1", &[("LICENSE", "Free.\n")]),
            of("b 2", &[("LICENSE-MIT", "Free."), ("NOTICE", "By B.")]),
        ];
        let said = text(&notices);
        assert_eq!(said.matches("Free.").count(), 1);
        assert!(said.contains("\na 1\nb 2\n"), "{said}");
        assert!(said.contains("\na 1, LICENSE\nb 2, LICENSE-MIT\n\nFree.\n"), "{said}");
        assert!(said.contains("\nb 2, NOTICE\n\nBy B.\n"), "{said}");
    }

    #[test]
    fn a_tree_names_each_package_once() {
        let mut crates = Crates::default();
        crates.add_tree("tokio v1.2.3\ntokio v1.2.3 (*)\nours v0.1.0 (/somewhere/ours)\n");
        let names: Vec<_> = crates.0.iter().map(|(name, version)| (&**name, &**version)).collect();
        assert_eq!(names, [("ours", "0.1.0"), ("tokio", "1.2.3")]);
    }
}
