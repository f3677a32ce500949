//! Which files are watched, and what becomes of calls that concern them.

use std::{
    ffi::{CStr, CString, OsStr, c_void},
    os::unix::ffi::OsStrExt,
    path::Path,
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use cordboard_forgetful_disk::{
    Word,
    control::{LOG, NUMBERS, STATE, WATCHED},
    log::Done,
};
use libc::{c_int, off_t};

use crate::{kernel, numbers::Numbers};

/// More files at once are not watched.
const MOST_FDS: usize = 4096;

/// The layer of this process.
pub(crate) struct Layer {
    watched: CString,
    pub(crate) numbers: Numbers,
    /// Which file a descriptor is of: one more than its place among the names; 0 when it is not watched.
    fds: [AtomicU32; MOST_FDS],
    log: Mutex<Log>,
}

/// What was done is written down before anybody else does something.
pub(crate) struct Log {
    fd: c_int,
    names: Vec<String>,
    record: Vec<u8>,
}

/// The process's layer, if its environment asks for one.
pub(crate) fn layer() -> Option<&'static Layer> {
    static LAYER: OnceLock<Option<Layer>> = OnceLock::new();
    LAYER.get_or_init(Layer::of_environment).as_ref()
}

impl Layer {
    fn of_environment() -> Option<Self> {
        let (watched, state) = (std::env::var_os(WATCHED)?, std::env::var_os(STATE)?);
        let in_state = |name| path_text(Path::new(&state).join(name).as_os_str());
        let numbers = kernel::open(&in_state(NUMBERS)?, libc::O_RDWR | libc::O_CLOEXEC, 0);
        let flags = libc::O_WRONLY | libc::O_APPEND | libc::O_CLOEXEC;
        let log = kernel::open(&in_state(LOG)?, flags, 0);
        Some(Self {
            watched: path_text(&watched)?,
            numbers: Numbers::of_file(numbers)?,
            fds: [const { AtomicU32::new(0) }; MOST_FDS],
            log: Mutex::new(Log { fd: log, names: Vec::new(), record: Vec::new() }),
        })
    }

    /// Gives a path's name within the watched folder, which itself has the empty name.
    pub(crate) fn name_of<'a>(&self, path: &'a CStr) -> Option<&'a str> {
        let rest = path.to_bytes().strip_prefix(self.watched.as_bytes())?;
        let name = match rest {
            [] => rest,
            [b'/', name @ ..] => name,
            _ => return None,
        };
        std::str::from_utf8(name).ok()
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes which file a descriptor is of.
    pub(crate) fn opened(&self, log: &mut Log, fd: c_int, name: &str) {
        let known = log.names.iter().position(|known| known == name);
        let place = known.unwrap_or_else(|| {
            log.names.push(name.to_owned());
            log.names.len() - 1
        });
        if let (Some(slot), Ok(place)) = (self.slot(fd), u32::try_from(place + 1)) {
            slot.store(place, Ordering::SeqCst);
        }
    }

    pub(crate) fn closed(&self, fd: c_int) {
        if let Some(slot) = self.slot(fd) {
            slot.store(0, Ordering::SeqCst);
        }
    }

    pub(crate) fn is_watched(&self, fd: c_int) -> bool {
        self.slot(fd).is_some_and(|slot| slot.load(Ordering::SeqCst) != 0)
    }

    fn name_of_fd(&self, log: &Log, fd: c_int) -> Option<String> {
        let place = self.slot(fd)?.load(Ordering::SeqCst).checked_sub(1)?;
        log.names.get(usize::try_from(place).ok()?).cloned()
    }

    fn slot(&self, fd: c_int) -> Option<&AtomicU32> {
        self.fds.get(usize::try_from(fd).ok()?)
    }

    /// Writes bytes: all, or none and half of them when this write is one that fails, or those that still fit.
    pub(crate) fn write(&self, fd: c_int, bytes: &[u8], at: Option<off_t>) -> isize {
        let mut log = self.log();
        let Some(name) = self.name_of_fd(&log, fd) else { return kernel::fail(libc::EBADF) };
        let length = kernel::length(fd);
        let offset =
            at.unwrap_or_else(|| if kernel::appends(fd) { length } else { kernel::place(fd) });
        let is_failing = self.numbers.count_and_fail(Word::Writes, Word::FailWrite);
        let mut fits = if is_failing { bytes.len() / 2 } else { bytes.len() };
        let growth = |bytes: usize| {
            let end = offset.saturating_add(off_t::try_from(bytes).unwrap_or(off_t::MAX));
            (end - length).max(0)
        };
        let space = self.numbers.get(Word::Space);
        if space >= 0 && growth(fits) > space {
            let most = usize::try_from(length - offset + space).unwrap_or_default();
            fits = fits.min(most);
            if fits == 0 {
                return kernel::fail(libc::ENOSPC);
            }
        }
        if space >= 0 {
            self.numbers.add(Word::Space, -growth(fits));
        }
        let bytes = &bytes[..fits];
        let offset_u64 = u64::try_from(offset).unwrap_or_default();
        log.append(Done::Written { name: &name, offset: offset_u64, bytes });
        let pointer = bytes.as_ptr().cast::<c_void>();
        let written = match at {
            Some(at) => kernel::pwrite(fd, pointer, fits, at),
            None => kernel::write(fd, pointer, fits),
        };
        if is_failing { kernel::fail(libc::EIO) } else { written }
    }

    pub(crate) fn truncate(&self, fd: c_int, length: off_t) -> c_int {
        let mut log = self.log();
        let Some(name) = self.name_of_fd(&log, fd) else { return -1 };
        let freed = (kernel::length(fd) - length).max(0);
        let done =
            Done::Truncated { name: &name, length: u64::try_from(length).unwrap_or_default() };
        log.append(done);
        if self.numbers.get(Word::Space) >= 0 {
            self.numbers.add(Word::Space, freed);
        }
        kernel::ftruncate(fd, length)
    }

    /// The real disk is not asked: what would be on it stands in the log.
    pub(crate) fn sync(&self, fd: c_int) -> c_int {
        let mut log = self.log();
        let Some(name) = self.name_of_fd(&log, fd) else { return -1 };
        if self.numbers.count_and_fail(Word::Syncs, Word::FailSync) {
            log.append(Done::SyncFailed { name: &name });
            kernel::fail(libc::EIO);
            return -1;
        }
        if self.numbers.get(Word::Lies) == 0 {
            log.append(Done::Synced { name: &name });
        }
        0
    }
}

impl Log {
    pub(crate) fn append(&mut self, done: Done<'_>) {
        self.record.clear();
        done.append_to(&mut self.record);
        let mut rest = self.record.as_slice();
        while !rest.is_empty() {
            match usize::try_from(kernel::write(self.fd, rest.as_ptr().cast(), rest.len())) {
                Ok(written) if written > 0 => rest = &rest[written..],
                Ok(_) | Err(_) => return,
            }
        }
    }
}

fn path_text(path: &OsStr) -> Option<CString> {
    CString::new(path.as_bytes()).ok()
}
