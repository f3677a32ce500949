//! The files of the repository, as the checks see them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::shell::Shell;

/// Every file that is committed or could be, by its path from the root.
pub(super) struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    pub(super) fn read(root: &Path) -> anyhow::Result<Self> {
        let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        let names = Shell::new("git", &list).folder(root).read()?;
        let mut files = BTreeMap::new();
        for name in names.split('\0').filter(|name| !name.is_empty()) {
            // A file that is removed but not yet from the index is not there.
            let Ok(content) = fs::read(root.join(name)) else { continue };
            // Of a picture or a sound only the name matters here.
            files.insert(name.to_owned(), String::from_utf8(content).unwrap_or_default());
        }
        Ok(Self { files })
    }

    /// Path and text of each file, in the order of the paths.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Those whose path ends with one of the endings.
    pub(super) fn ending<'a>(
        &'a self,
        endings: &'a [&str],
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files().filter(|(path, _)| endings.iter().any(|ending| path.ends_with(ending)))
    }

    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Whether there is such a file, or a folder with files in it.
    pub(super) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let prefix = format!("{path}/");
        self.files.contains_key(path)
            || self
                .files
                .range(prefix.clone()..)
                .next()
                .is_some_and(|(name, _)| name.starts_with(&prefix))
    }

    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let files =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Self { files }
    }
}

/// What stands after the last dot.
pub(super) fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_there_when_a_file_is_in_it() {
        let tree = Tree::of(&[("crates/acd/src/lib.rs", ""), ("crates-x", "")]);
        assert!(tree.has("crates/acd") && tree.has("crates/") && tree.has("crates/acd/src/lib.rs"));
        assert!(!tree.has("crates/ac") && !tree.has("sdk"));
    }
}
