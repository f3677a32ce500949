//! The numbers that the test sets, shared with it as memory.

use std::sync::atomic::{AtomicI64, Ordering};

use cordboard_forgetful_disk::{Word, control::WORDS};
use libc::c_int;

/// The numbers' file as memory.
pub(crate) struct Numbers(&'static [AtomicI64; WORDS]);

impl Numbers {
    /// Maps the file.
    pub(crate) fn of_file(fd: c_int) -> Option<Self> {
        let (read_write, length) = (libc::PROT_READ | libc::PROT_WRITE, 8 * WORDS);
        let null = std::ptr::null_mut();
        // SAFETY: a new mapping of a file of at least that length, which the test has made.
        let memory = unsafe { libc::mmap(null, length, read_write, libc::MAP_SHARED, fd, 0) };
        if memory == libc::MAP_FAILED {
            return None;
        }
        // SAFETY: it is never unmapped, is aligned to a page, and any bits are integers.
        Some(Self(unsafe { &*memory.cast() }))
    }

    pub(crate) fn get(&self, word: Word) -> i64 {
        self.0[word.place()].load(Ordering::SeqCst)
    }

    pub(crate) fn add(&self, word: Word, more: i64) -> i64 {
        self.0[word.place()].fetch_add(more, Ordering::SeqCst) + more
    }

    /// Counts a call, and says whether it is one that fails.
    pub(crate) fn count_and_fail(&self, count: Word, fail: Word) -> bool {
        let number = self.add(count, 1);
        let first = self.get(fail);
        if first > 0 && number == first && self.get(Word::FailTimes) < 0 {
            // SAFETY: ends this process.
            unsafe { libc::raise(libc::SIGKILL) };
        }
        first > 0 && number >= first && number - first < self.get(Word::FailTimes)
    }
}
