//! `cordboard backup`: copies what a data folder holds, while a server runs on it.

use std::{
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use cordboard_journal::{JournalError, Verified};

use crate::{
    cli,
    config::Config,
    data_folder::FolderError,
    tokens::KEY_FILE,
    verify::{say, words},
};

/// Copies the journal and the token key into a folder that has nothing yet. Its journal has its
/// name last: with that the backup is whole.
pub(crate) async fn backup(
    args: cli::Backup,
    journal: impl AsyncFnOnce(PathBuf, PathBuf) -> Result<Verified, JournalError>,
) -> anyhow::Result<()> {
    let (from, to) = (args.data.folder()?, args.folder);
    empty(&to)?;
    say(&format!("copying {} to {}", from.display(), to.display()))?;
    let key = to.join(KEY_FILE);
    copy_key(&from.join(KEY_FILE), &key)?;
    let verified = match journal(from, to.clone()).await {
        Ok(verified) => verified,
        Err(error) => {
            // It was made a moment ago, and is no backup alone.
            let _ = fs::remove_file(&key);
            return Err(error.into());
        }
    };
    for line in words(&verified, &verified.file) {
        say(&line)?;
    }
    say(&format!("{} is a backup; it holds the token key: keep it secret", to.display()))
}

/// Makes the folder. What is in one already is never overwritten.
fn empty(folder: &Path) -> anyhow::Result<()> {
    let unusable = || format!("the folder {} cannot be used", folder.display());
    DirBuilder::new().recursive(true).mode(0o700).create(folder).with_context(unusable)?;
    let is_empty = fs::read_dir(folder).with_context(unusable)?.next().is_none();
    anyhow::ensure!(
        is_empty,
        "there is something in {} already, and a backup overwrites nothing: name a new folder",
        folder.display()
    );
    Ok(())
}

/// Copies the key for its owner alone, durably.
pub(crate) fn copy_key(from: &Path, to: &Path) -> anyhow::Result<()> {
    let copied = || -> io::Result<()> {
        let mut file = File::options().write(true).create_new(true).mode(0o600).open(to)?;
        io::copy(&mut File::open(from)?, &mut file)?;
        file.sync_all()
    };
    copied().with_context(|| {
        format!("the token key {} cannot be copied to {}", from.display(), to.display())
    })
}

impl cli::DataOf {
    /// Finds the data folder: what the command line says, else what the configuration says.
    pub(crate) fn folder(&self) -> anyhow::Result<PathBuf> {
        let path = self.path()?;
        if path.is_dir() { Ok(path) } else { Err(FolderError::Missing { path }.into()) }
    }

    /// The same, if it is not there yet.
    pub(crate) fn path(&self) -> anyhow::Result<PathBuf> {
        if let Some(data) = &self.data {
            return Ok(data.clone());
        }
        let file = match &self.config {
            Some(file) => Some(file.clone()),
            None => Some(crate::config::default_path()).filter(|path| path.exists()),
        };
        Ok(match file {
            Some(file) => Config::read(&file)?.listen.data,
            None => crate::config::Listen::default().data,
        })
    }
}
