use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    Control, Survives,
    control::{LOG, STATE, WATCHED},
    image::Image,
    log,
};

/// A disk under one folder of one program.
pub struct Disk {
    watched: PathBuf,
    state: PathBuf,
    layer: PathBuf,
    control: Control,
    /// What the folder held when the log began.
    before: BTreeMap<String, Vec<u8>>,
}

impl Disk {
    /// Watches a folder. The layer's log and numbers lie in another one, which is made.
    ///
    /// # Errors
    /// What the file system says; that there is no layer beside this program.
    pub fn under(watched: &Path, state: &Path) -> io::Result<Self> {
        fs::create_dir_all(state)?;
        // Cargo puts the libraries that tests are built from beside the tests.
        let layer = std::env::current_exe()?.with_file_name("libcordboard_disk_layer.so");
        if !layer.exists() {
            let what = format!("{} is missing: it is built with the tests", layer.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, what));
        }
        let mut disk = Self {
            watched: watched.canonicalize()?,
            state: state.canonicalize()?,
            layer,
            control: Control::of_folder(state)?,
            before: BTreeMap::new(),
        };
        disk.begin()?;
        Ok(disk)
    }

    /// Gives the environment variables with which the program runs on this disk.
    #[must_use]
    pub fn variables(&self) -> Vec<(String, String)> {
        let text = |path: &Path| path.to_string_lossy().into_owned();
        [("LD_PRELOAD", &self.layer), (WATCHED, &self.watched), (STATE, &self.state)]
            .map(|(name, path)| (name.to_owned(), text(path)))
            .into()
    }

    /// Gives what lets calls fail.
    #[must_use]
    pub fn control(&self) -> &Control {
        &self.control
    }

    /// Begins the log anew: all that the folder holds now is taken for what the disk holds. To be called before
    /// each start of the program.
    ///
    /// # Errors
    /// What the file system says.
    pub fn begin(&mut self) -> io::Result<()> {
        self.before = files_of(&self.watched)?;
        fs::write(self.state.join(LOG), [])
    }

    /// Puts the folder back to what the disk holds, now that the program has been killed and the power is gone.
    ///
    /// # Errors
    /// What the file system says.
    pub fn cut_power(&mut self, survives: Survives<'_>) -> io::Result<()> {
        let mut image = Image::of(std::mem::take(&mut self.before));
        let log = fs::read(self.state.join(LOG))?;
        log::read(&log).for_each(|done| image.take(done));
        let kept = image.without_power(survives);
        for name in files_of(&self.watched)?.into_keys().filter(|name| !kept.contains_key(name)) {
            fs::remove_file(self.watched.join(name))?;
        }
        // Written in place, so that they keep their permissions.
        for (name, bytes) in kept {
            fs::write(self.watched.join(name), bytes)?;
        }
        self.begin()
    }
}

fn files_of(folder: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(files)
}
