//! The data folder: the journal, the key of the tokens, and the lock that keeps a second server out.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::tokens::KEY_FILE;

/// The journal's file.
pub(crate) const JOURNAL_FILE: &str = "journal.db";

/// A data folder that is this process's alone until it is dropped, or the process ends.
#[derive(Debug)]
pub(crate) struct DataFolder {
    path: PathBuf,
    /// The operating system frees it when the process ends, however it ends.
    _lock: File,
}

/// Why a data folder cannot be used.
#[derive(Debug, Error)]
pub(crate) enum FolderError {
    /// It cannot be made, or nothing can be written in it.
    #[error(
        "the data folder {} cannot be used: {source}; make it writable, or name another by `--data`",
        path.display()
    )]
    Unusable { path: PathBuf, source: io::Error },
    /// It is not there, and this is no command that makes one.
    #[error("there is no data folder {}: name the right one by `--data`", path.display())]
    Missing { path: PathBuf },
    /// Others can look into it.
    #[error("the data folder {} can be read by others; `chmod 700` it", path.display())]
    OpenToOthers { path: PathBuf },
    /// A server runs on it.
    #[error(
        "the data folder {} is in use by {}; end that first, or name another folder by `--data`",
        path.display(),
        holder.as_ref().map_or_else(
            || "another process".to_owned(),
            |pid| format!("the process with id {pid}")
        )
    )]
    InUse { path: PathBuf, holder: Option<u32> },
}

const LOCK: &str = "lock";

impl DataFolder {
    /// Takes a data folder; makes it when it is not there.
    pub(crate) fn open(path: &Path) -> Result<Self, FolderError> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
        made.map_err(|source| unusable(path, source))?;
        Self::lock(path)
    }

    /// A key that signed tokens for a floor, and no floor: somebody has lost something.
    pub(crate) fn say_if_its_journal_has_gone(&self) {
        let is_there = |name: &str| self.path.join(name).exists();
        if is_there(KEY_FILE) && !is_there(JOURNAL_FILE) {
            tracing::warn!(
                "{} has a token key but no {JOURNAL_FILE}: a new, empty floor begins; was it not \
                 to be empty, end the server and restore a backup",
                self.path.display()
            );
        }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn lock(path: &Path) -> Result<Self, FolderError> {
        let unusable = |source| unusable(path, source);
        let mode = fs::metadata(path).map_err(unusable)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(FolderError::OpenToOthers { path: path.to_owned() });
        }
        let file = path.join(LOCK);
        let mut options = OpenOptions::new();
        // What another holder wrote into it must still be there when the lock is not ours.
        options.write(true).create(true).truncate(false).mode(0o600);
        let mut lock = options.open(&file).map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = fs::read_to_string(&file).ok().and_then(|pid| pid.trim().parse().ok());
                return Err(FolderError::InUse { path: path.to_owned(), holder });
            }
            Err(TryLockError::Error(source)) => return Err(unusable(source)),
        }
        // On a full disk the lock holds all the same; only its holder is not named.
        let _ = lock.set_len(0).and_then(|()| writeln!(lock, "{}", std::process::id()));
        Ok(Self { path: path.to_owned(), _lock: lock })
    }
}

fn unusable(path: &Path, source: io::Error) -> FolderError {
    FolderError::Unusable { path: path.to_owned(), source }
}
