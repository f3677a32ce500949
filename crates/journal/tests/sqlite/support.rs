//! Folders, facts and files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use cordboard_acd::{
    AgentSessionId, BusinessUnitId, ContactId, Fact, Private, SkillId, Time,
    fact::{ContactReturn, Happened},
};
use cordboard_journal::{Entry, JournalError, Position, Snapshot, SqliteJournal};

pub(crate) const UNIT: BusinessUnitId = BusinessUnitId(7);

/// A folder that goes with the test.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.path().join("journal.db")
    }

    pub(crate) fn wal(&self) -> PathBuf {
        self.path().join("journal.db-wal")
    }

    /// Makes a folder with these files.
    pub(crate) fn with(file: &[u8], wal: Option<&[u8]>) -> Self {
        let folder = Self::new();
        fs::write(folder.file(), file).unwrap();
        if let Some(wal) = wal {
            fs::write(folder.wal(), wal).unwrap();
        }
        folder
    }

    /// The file and the write-ahead file, as they are now.
    pub(crate) fn copied(&self) -> (Vec<u8>, Vec<u8>) {
        (fs::read(self.file()).unwrap(), fs::read(self.wal()).unwrap_or_default())
    }
}

pub(crate) async fn open(folder: &Path) -> Result<SqliteJournal, JournalError> {
    SqliteJournal::open(folder, UNIT).await
}

pub(crate) fn fact(number: u64) -> Fact {
    let happened = match number % 3 {
        0 => Happened::ContactArrived {
            contact: ContactId(number),
            skill: SkillId(101),
            ani: Private::new("1".repeat(usize::try_from(number % 97).unwrap())),
            dnis: Private::new("+498912345"),
            priority: 5,
        },
        1 => Happened::AgentBecameUnavailable {
            session: AgentSessionId(number),
            reason: "Pause café".to_owned(),
            until: None,
        },
        _ => Happened::ContactReturned {
            contact: ContactId(number),
            session: AgentSessionId(number),
            why: ContactReturn::TimedOut,
        },
    };
    Fact::new(Time(1_700_000_000_000 + number), happened)
}

pub(crate) fn facts(numbers: std::ops::Range<u64>) -> Vec<Fact> {
    numbers.map(fact).collect()
}

pub(crate) fn entries(after: u64, up_to: u64) -> Vec<Entry> {
    (after..up_to)
        .map(|number| Entry { position: Position(number + 1), fact: fact(number) })
        .collect()
}

pub(crate) fn snapshot(position: u64, size: usize) -> Snapshot {
    let floor = (0..size).map(|at| u8::try_from(at % 251).unwrap()).collect();
    Snapshot { position: Position(position), version: 3, floor }
}
