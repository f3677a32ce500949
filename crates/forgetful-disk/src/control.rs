//! What the test and the layer under the program say to each other: a few numbers in a shared file.

use std::{fs::File, io, os::unix::fs::FileExt, path::Path};

/// The names of the environment variables that the layer reads: the folder that is watched, and the one that holds
/// the numbers and the log.
pub const WATCHED: &str = "FORGETFUL_DISK_WATCHED";
/// See [`WATCHED`].
pub const STATE: &str = "FORGETFUL_DISK_STATE";

/// The numbers' file in the state folder.
pub const NUMBERS: &str = "numbers";
/// The log's file in the state folder.
pub const LOG: &str = "log";

/// A number, by its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// How many writes there have been.
    Writes,
    /// How many syncs there have been.
    Syncs,
    /// The write that fails, counted as [`Word::Writes`] counts; 0: none.
    FailWrite,
    /// The sync that fails, counted as [`Word::Syncs`] counts; 0: none.
    FailSync,
    /// How many fail from there on; below 0: the program is killed there, before it is told anything.
    FailTimes,
    /// How many bytes files may still grow; negative: as many as they like.
    Space,
    /// What is added to the time of day, in milliseconds.
    ClockMs,
    /// 1: syncs do nothing and say that they did.
    Lies,
}

/// How many numbers there are.
pub const WORDS: usize = 8;

impl Word {
    /// Gives its place among the numbers.
    #[must_use]
    pub fn place(self) -> usize {
        match self {
            Self::Writes => 0,
            Self::Syncs => 1,
            Self::FailWrite => 2,
            Self::FailSync => 3,
            Self::FailTimes => 4,
            Self::Space => 5,
            Self::ClockMs => 6,
            Self::Lies => 7,
        }
    }
}

/// The numbers, from the test's side.
#[derive(Debug)]
pub struct Control(File);

impl Control {
    /// Makes the file in the state folder, or opens it.
    ///
    /// # Errors
    /// What the file system says.
    pub fn of_folder(state: &Path) -> io::Result<Self> {
        let path = state.join(NUMBERS);
        let is_new = !path.exists();
        let file =
            File::options().create(true).truncate(false).read(true).write(true).open(path)?;
        let control = Self(file);
        if is_new {
            control.0.set_len(8 * WORDS as u64)?;
            control.set(Word::Space, -1)?;
        }
        Ok(control)
    }

    /// Reads a number.
    ///
    /// # Errors
    /// What the file system says.
    pub fn get(&self, word: Word) -> io::Result<i64> {
        let mut bytes = [0; 8];
        self.0.read_exact_at(&mut bytes, 8 * word.place() as u64)?;
        Ok(i64::from_ne_bytes(bytes))
    }

    /// Sets a number. It counts from the layer's next call on.
    ///
    /// # Errors
    /// What the file system says.
    pub fn set(&self, word: Word, number: i64) -> io::Result<()> {
        self.0.write_all_at(&number.to_ne_bytes(), 8 * word.place() as u64)
    }
}
