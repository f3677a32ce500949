//! An archive that is the same whenever and wherever it is packed from the same files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Context as _;
use flate2::{Compression, GzBuilder};
use sha2::{Digest as _, Sha256};

/// The files below one folder, in the order of their names.
pub(crate) struct Archive {
    folder: String,
    /// Of all files, in seconds since 1970.
    time: u64,
    files: BTreeMap<String, (u32, Vec<u8>)>,
}

impl Archive {
    pub(crate) fn new(folder: &str, time: u64) -> Self {
        Self { folder: folder.to_owned(), time, files: BTreeMap::new() }
    }

    pub(crate) fn add(&mut self, name: &str, content: Vec<u8>) {
        self.files.insert(name.to_owned(), (0o644, content));
    }

    pub(crate) fn add_program(&mut self, name: &str, content: Vec<u8>) {
        self.files.insert(name.to_owned(), (0o755, content));
    }

    /// Gives the bytes of a `.tar.gz`, with the sums of all files among them.
    pub(crate) fn pack(mut self) -> anyhow::Result<Vec<u8>> {
        let sums = self.files.iter().fold(String::new(), |mut sums, (name, (_, content))| {
            let _ = writeln!(sums, "{}  {name}", sha256(content));
            sums
        });
        self.add("SHA256SUMS", sums.into_bytes());
        // Neither a name nor a time of its own stands in the head.
        let gzip = GzBuilder::new().write(Vec::new(), Compression::best());
        let mut tar = tar::Builder::new(gzip);
        for (name, (mode, content)) in &self.files {
            let mut header = tar::Header::new_gnu();
            header.set_mode(*mode);
            header.set_mtime(self.time);
            header.set_uid(0);
            header.set_gid(0);
            header.set_size(content.len().try_into().context("a file is too large")?);
            let path = format!("{}/{name}", self.folder);
            tar.append_data(&mut header, path, content.as_slice())?;
        }
        Ok(tar.into_inner()?.finish()?)
    }
}

pub(crate) fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;

    use super::*;

    fn packed(names: &[&str]) -> Vec<u8> {
        let mut archive = Archive::new("cordboard-1", 1_700_000_000);
        archive.add_program("cordboard", b"program".to_vec());
        for name in names {
            archive.add(name, name.as_bytes().to_vec());
        }
        archive.pack().unwrap()
    }

    #[test]
    fn the_order_of_adding_changes_nothing() {
        assert_eq!(packed(&["b", "a"]), packed(&["a", "b"]));
        assert_ne!(packed(&["a"]), packed(&["b"]));
    }

    #[test]
    fn files_have_modes_one_time_and_right_sums() {
        let packed = packed(&["b", "a"]);
        let mut archive = tar::Archive::new(GzDecoder::new(packed.as_slice()));
        let mut found = Vec::new();
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            let (header, path) = (entry.header(), entry.path().unwrap());
            assert_eq!(header.mtime().unwrap(), 1_700_000_000);
            assert_eq!((header.uid().unwrap(), header.gid().unwrap()), (0, 0));
            found.push((path.display().to_string(), header.mode().unwrap(), text));
        }
        let sums = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a\n\
                    3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  b\n";
        let file =
            |name: &str, mode, text: &str| (format!("cordboard-1/{name}"), mode, text.to_owned());
        assert!(found[0].2.starts_with(sums), "{found:?}");
        assert_eq!(found[0].0, "cordboard-1/SHA256SUMS");
        let rest =
            [file("a", 0o644, "a"), file("b", 0o644, "b"), file("cordboard", 0o755, "program")];
        assert_eq!(found[1..], rest);
    }
}
