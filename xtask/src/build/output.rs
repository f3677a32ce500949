//! The folder of a bundle: each file with its brotli form beside it, written only when it changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// Nearly the best, in a tenth of the time of the best.
const QUALITY: u32 = 10;
/// 4 MiB, the largest window that every browser takes.
const WINDOW_BITS: u32 = 22;
/// What is compressed already: brotli gains nothing.
const COMPRESSED: [&str; 8] = ["png", "webp", "jpg", "mp3", "ogg", "woff2", "ico", "gif"];

pub(super) struct Output {
    folder: PathBuf,
    written: BTreeSet<PathBuf>,
}

impl Output {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, written: BTreeSet::new() }
    }

    /// Takes over every file below a folder, under its name; a missing folder has none.
    pub(super) fn copy(&mut self, from: &Path) -> anyhow::Result<()> {
        for (name, content) in files_below(from)? {
            self.put(&name, &content)?;
        }
        Ok(())
    }

    fn put(&mut self, name: &str, content: &[u8]) -> anyhow::Result<()> {
        let path = self.folder.join(name);
        let brotli = self.folder.join(format!("{name}.br"));
        let is_compressed = path
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| COMPRESSED.contains(&extension));
        self.written.insert(path.clone());
        if !is_compressed {
            self.written.insert(brotli.clone());
        }
        let is_same = fs::read(&path).is_ok_and(|old| old == content);
        if is_same && (is_compressed || brotli.exists()) {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)
                .with_context(|| format!("{} cannot be made", parent.display()))?;
        }
        if !is_compressed {
            write(&brotli, &compress(content)?)?;
        }
        write(&path, content)
    }

    /// Removes what an earlier build left and this one did not write.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        for name in files_below(&self.folder)?.into_keys() {
            let path = self.folder.join(name);
            if !self.written.contains(&path) {
                fs::remove_file(&path)
                    .with_context(|| format!("{} cannot be removed", path.display()))?;
            }
        }
        Ok(())
    }
}

/// Every file below a folder by its name there, `/` between the parts.
pub(super) fn files_below(folder: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        let entries = fs::read_dir(&folder)
            .with_context(|| format!("{} cannot be listed", folder.display()))?;
        for entry in entries {
            let path = entry.with_context(|| format!("{} cannot be listed", folder.display()))?;
            let name = format!("{prefix}{}", path.file_name().to_string_lossy());
            let path = path.path();
            if path.is_dir() {
                folders.push((path, format!("{name}/")));
            } else {
                let content = fs::read(&path)
                    .with_context(|| format!("{} cannot be read", path.display()))?;
                files.insert(name, content);
            }
        }
    }
    Ok(files)
}

fn write(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    fs::write(path, content).with_context(|| format!("{} cannot be written", path.display()))
}

fn compress(content: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let mut writer =
        brotli::CompressorWriter::new(&mut compressed, 64 * 1024, QUALITY, WINDOW_BITS);
    writer.write_all(content).context("brotli failed")?;
    drop(writer);
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_bundle_has_each_file_with_its_brotli_form_and_nothing_of_before() {
        let folder = std::env::temp_dir().join(format!("cordboard-output-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to"));
        fs::create_dir_all(from.join("icons")).unwrap();
        fs::create_dir_all(&to).unwrap();
        fs::write(from.join("style.css"), "body { margin: 0 }".repeat(40)).unwrap();
        fs::write(from.join("icons/a.png"), [1, 2, 3]).unwrap();
        fs::write(to.join("old.js"), "gone").unwrap();

        let mut output = Output::new(to.clone());
        output.copy(&from).unwrap();
        output.finish().unwrap();

        let names = files_below(&to).unwrap().into_keys().collect::<Vec<_>>();
        assert_eq!(names, ["icons/a.png", "style.css", "style.css.br"]);
        let mut text = String::new();
        let packed = fs::read(to.join("style.css.br")).unwrap();
        brotli::Decompressor::new(&packed[..], 4096).read_to_string(&mut text).unwrap();
        assert_eq!(text, "body { margin: 0 }".repeat(40));
        fs::remove_dir_all(folder).unwrap();
    }
}
