//! Copies of a journal, and bringing them back.

use std::{
    fs::{self, OpenOptions},
    io,
    path::Path,
};

use cordboard_acd::BusinessUnitId;
use sqlx::Connection;

use crate::JournalError;

use super::{
    SqliteJournal, open,
    place::Place,
    verify::{self, Verified},
};

impl SqliteJournal {
    /// Copies the journal of a folder into another, as it is at one moment; a server may run on
    /// it, in another process. The copy has its name once it is whole, on disk and verified.
    ///
    /// # Errors
    /// What is wrong with the journal or with the copy; [`JournalError::Occupied`] when there is a
    /// journal in `to`.
    pub async fn backup(
        folder: impl AsRef<Path>,
        to: impl AsRef<Path>,
    ) -> Result<Verified, JournalError> {
        let from = Place::new(folder.as_ref(), BusinessUnitId(0))?;
        let to = Place::new(to.as_ref(), BusinessUnitId(0))?;
        verify::look(&from)?;
        let made = to.made()?;
        let mut connection = open::for_reading(&from).await?;
        let path = path_text(&made.new.file, &to)?;
        create_private(&made.new.file).map_err(|error| to.io_trouble(&error))?;
        let copied = sqlx::query("VACUUM INTO ?1").bind(path).execute(&mut connection).await;
        if let Err(error) = copied {
            made.discard();
            return Err(at_either(&from, &to, &error));
        }
        connection.close().await.map_err(|error| from.trouble(&error))?;
        made.verified().await
    }

    /// Puts a copy of a journal into a folder that has none. The copy stays as it is; what comes
    /// of it has its name once it is whole, on disk and verified.
    ///
    /// # Errors
    /// What is wrong with the copy or with the folder; [`JournalError::Occupied`] when there is a
    /// journal in the folder.
    pub async fn restore(
        from: impl AsRef<Path>,
        folder: impl AsRef<Path>,
    ) -> Result<Verified, JournalError> {
        let from = Place::new(from.as_ref(), BusinessUnitId(0))?;
        let to = Place::new(folder.as_ref(), BusinessUnitId(0))?;
        verify::look(&from)?;
        let made = to.made()?;
        fs::copy(&from.file, &made.new.file).map_err(|error| to.io_trouble(&error))?;
        // A folder that was copied while no server ran may have a write-ahead file.
        if from.wal().exists() {
            fs::copy(from.wal(), made.new.wal()).map_err(|error| to.io_trouble(&error))?;
        }
        made.verified().await
    }
}

impl Place {
    /// Makes room for a journal where none may be.
    fn made(&self) -> Result<Made<'_>, JournalError> {
        fs::create_dir_all(&self.folder).map_err(|error| self.io_trouble(&error))?;
        for file in [self.file.clone(), self.wal()] {
            if file.exists() {
                return Err(JournalError::Occupied { file });
            }
        }
        let new = Self { file: self.beside("-new"), ..self.clone() };
        for suffix in ["", "-wal", "-shm", "-journal"] {
            open::remove(&new.beside(suffix)).map_err(|error| self.io_trouble(&error))?;
        }
        Ok(Made { place: self, new })
    }
}

/// A journal in the making.
struct Made<'a> {
    place: &'a Place,
    new: Place,
}

impl Made<'_> {
    /// Gives it its name if it is sound; else nothing of it stays.
    async fn verified(self) -> Result<Verified, JournalError> {
        let verified = verify::verify(&self.new).await;
        let sound = verified.and_then(|verified| match verified.troubles.first() {
            Some(trouble) => Err(self.place.damaged(None, format!("in the copy: {trouble}"))),
            // Closed, it has come home into the file, unless that could not grow.
            None if fs::metadata(self.new.wal()).is_ok_and(|wal| wal.len() > 0) => {
                Err(JournalError::Full { file: self.place.file.clone() })
            }
            None => Ok(verified),
        });
        let done = sound.and_then(|verified| {
            open::put_in_place(&self.new.file, self.place)
                .map_err(|error| self.place.io_trouble(&error))?;
            Ok(Verified { file: self.place.file.clone(), ..verified })
        });
        if done.is_err() {
            self.discard();
        }
        done
    }

    fn discard(&self) {
        for suffix in ["", "-wal", "-shm"] {
            // It was never a journal: what cannot be removed is overwritten the next time.
            let _ = open::remove(&self.new.beside(suffix));
        }
    }
}

/// Makes an empty file for its owner alone, in whatever folder: hashes of passwords go into it.
fn create_private(file: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

fn at_either(from: &Place, to: &Place, error: &sqlx::Error) -> JournalError {
    let trouble = to.trouble(error);
    if matches!(trouble, JournalError::Damaged { .. }) { from.trouble(error) } else { trouble }
}

fn path_text<'a>(path: &'a Path, place: &Place) -> Result<&'a str, JournalError> {
    path.to_str().ok_or_else(|| place.failed("the folder's name is not UTF-8"))
}
