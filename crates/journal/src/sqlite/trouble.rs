//! What SQLite and the file system say, in our words.

use std::{io, path::PathBuf};

use thiserror::Error;

use crate::JournalError;

use super::place::Place;

/// The store failed in a way that has no variant of its own.
#[derive(Debug, Error)]
#[error("the journal {} failed: {what}; look at its disk and at the system's log", file.display())]
struct StoreFailed {
    file: PathBuf,
    what: String,
}

// <https://www.sqlite.org/rescode.html>: the low byte is the kind of trouble.
const SQLITE_ERROR: i32 = 1;
const SQLITE_PERM: i32 = 3;
const SQLITE_BUSY: i32 = 5;
const SQLITE_LOCKED: i32 = 6;
const SQLITE_READONLY: i32 = 8;
const SQLITE_CORRUPT: i32 = 11;
const SQLITE_FULL: i32 = 13;
const SQLITE_CANTOPEN: i32 = 14;
const SQLITE_NOTADB: i32 = 26;
/// The `-shm` file cannot grow: there is no room for it.
const SQLITE_IOERR_SHMSIZE: i32 = 0x130a;

impl Place {
    pub(super) fn trouble(&self, error: &sqlx::Error) -> JournalError {
        let file = self.file.clone();
        if code(error) == Some(SQLITE_IOERR_SHMSIZE) {
            return JournalError::Full { file };
        }
        match code(error).map(|code| code & 0xff) {
            Some(SQLITE_FULL) => JournalError::Full { file },
            // A folder of somebody else: the file may be opened, its -wal file may not be made.
            Some(SQLITE_READONLY | SQLITE_PERM | SQLITE_CANTOPEN) => {
                JournalError::ReadOnly { file }
            }
            Some(SQLITE_BUSY | SQLITE_LOCKED) => JournalError::Busy { file },
            // Our statements are always the same: what they do not fit is not our file any more.
            Some(SQLITE_CORRUPT | SQLITE_NOTADB | SQLITE_ERROR) => {
                self.damaged(None, error.to_string())
            }
            Some(_) => self.failed(error.to_string()),
            None => {
                if let sqlx::Error::Io(error) = error {
                    return self.io_trouble(error);
                }
                self.failed(error.to_string())
            }
        }
    }

    pub(super) fn io_trouble(&self, error: &io::Error) -> JournalError {
        use io::ErrorKind::{
            NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
        };
        let file = self.file.clone();
        let is = |kinds: &[io::ErrorKind]| kinds.contains(&error.kind());
        if is(&[StorageFull, QuotaExceeded]) {
            JournalError::Full { file }
        } else if is(&[ReadOnlyFilesystem, PermissionDenied]) {
            JournalError::ReadOnly { file }
        } else if is(&[NotFound]) {
            JournalError::Missing { file }
        } else {
            self.failed(error.to_string())
        }
    }

    pub(super) fn failed(&self, what: impl Into<String>) -> JournalError {
        JournalError::Driver(Box::new(StoreFailed { file: self.file.clone(), what: what.into() }))
    }
}

fn code(error: &sqlx::Error) -> Option<i32> {
    error.as_database_error()?.code()?.parse().ok()
}
