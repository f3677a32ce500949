//! The code that makes the first administrator: whoever can read the data folder can read it.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::random::Random;

/// The file's name in the data folder.
pub(crate) const FILE: &str = "admin-init";

/// The code, as long as there is no administrator or another one is offered.
pub(crate) struct InitCode {
    path: PathBuf,
    code: Mutex<Option<String>>,
}

impl InitCode {
    /// There is none yet.
    pub(crate) fn of_folder(folder: &Path) -> Self {
        Self { path: folder.join(FILE), code: Mutex::default() }
    }

    /// Draws a code and writes it into the data folder.
    pub(super) fn make(&self, random: &Random) -> io::Result<()> {
        let drawn = random.bytes::<24>().map_err(io::Error::other)?;
        let code = URL_SAFE_NO_PAD.encode(drawn);
        self.take_away();
        let mut file =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(&self.path)?;
        writeln!(file, "{code}")?;
        *self.known() = Some(code);
        Ok(())
    }

    /// Says whether there is one.
    pub(crate) fn is_offered(&self) -> bool {
        self.known().is_some()
    }

    /// Says whether this is it; without one, nothing is.
    pub(crate) fn is(&self, code: &str) -> bool {
        let known = self.known();
        let same = |known: &String| verify_slices_are_equal(known.as_bytes(), code.as_bytes());
        known.as_ref().is_some_and(|known| same(known).is_ok())
    }

    /// It makes one administrator and no second.
    pub(crate) fn is_used(&self) {
        *self.known() = None;
        self.take_away();
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn take_away(&self) {
        // It may not be there; what is left of it is no code that the server knows.
        let _ = fs::remove_file(&self.path);
    }

    fn known(&self) -> MutexGuard<'_, Option<String>> {
        self.code.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
