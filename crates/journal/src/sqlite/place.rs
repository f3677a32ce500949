//! Where a journal lies.

use std::path::{Path, PathBuf};

use cordboard_acd::BusinessUnitId;

use crate::{JournalError, Position};

/// The file's name in the data folder.
pub(super) const FILE: &str = "journal.db";

/// Says where the journal lies and whose it is.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) folder: PathBuf,
    pub(super) file: PathBuf,
    /// The business unit, as the database counts.
    pub(super) unit: i64,
}

impl Place {
    pub(super) fn new(folder: &Path, unit: BusinessUnitId) -> Result<Self, JournalError> {
        let file = folder.join(FILE);
        let unit = i64::try_from(unit.0)
            .map_err(|_| JournalError::Driver("a business unit's number is too large".into()))?;
        Ok(Self { folder: folder.to_owned(), file, unit })
    }

    /// The write-ahead file.
    pub(super) fn wal(&self) -> PathBuf {
        self.beside("-wal")
    }

    /// A file of the same name with something behind it.
    pub(super) fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = self.file.clone().into_os_string();
        name.push(suffix);
        name.into()
    }

    pub(super) fn damaged(
        &self,
        position: Option<Position>,
        what: impl Into<String>,
    ) -> JournalError {
        JournalError::Damaged { file: self.file.clone(), position, what: what.into() }
    }

    pub(super) fn foreign(&self, what: impl Into<String>) -> JournalError {
        JournalError::Foreign { file: self.file.clone(), what: what.into() }
    }

    pub(super) fn too_new(&self, what: impl Into<String>) -> JournalError {
        JournalError::TooNew { file: self.file.clone(), what: what.into() }
    }
}
