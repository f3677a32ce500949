use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A vector as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VectorFile {
    /// Where, from the folder of all vectors on: `register/second_registration.json`.
    pub path: PathBuf,
    /// Its text.
    pub json: String,
}

/// Reads the page protocol's vectors, in the order of their paths: every `.json` file one folder
/// down, but for the folder `http`, which holds requests and answers.
///
/// # Errors
/// What the disk says, or that there is none.
pub fn read_all() -> io::Result<Vec<VectorFile>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in fs::read_dir(root)? {
        let folder = folder?;
        let name = folder.file_name();
        if !folder.file_type()?.is_dir() || ["src", "tests", "http"].iter().any(|no| name == *no) {
            continue;
        }
        for file in fs::read_dir(folder.path())? {
            let path = file?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let json = fs::read_to_string(&path)?;
                let path = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
                files.push(VectorFile { path, json });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    if files.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "there are no vectors"));
    }
    Ok(files)
}
