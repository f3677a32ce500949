//! The kernel's own calls, past the C library: what the layer itself does must not come back to it.

use std::ffi::CStr;

use libc::{c_char, c_int, c_long, c_void, off_t};

/// Says what the last call says went wrong.
pub(crate) fn fail(errno: c_int) -> isize {
    // SAFETY: the C library gives each thread a place for it.
    unsafe { *libc::__errno_location() = errno };
    -1
}

pub(crate) fn openat(folder: c_int, path: *const c_char, flags: c_int, mode: c_int) -> c_int {
    // SAFETY: the caller's path, unchanged.
    int(unsafe { libc::syscall(libc::SYS_openat, folder, path, flags, mode) })
}

pub(crate) fn open(path: &CStr, flags: c_int, mode: c_int) -> c_int {
    openat(libc::AT_FDCWD, path.as_ptr(), flags, mode)
}

pub(crate) fn close(fd: c_int) -> c_int {
    // SAFETY: a number.
    int(unsafe { libc::syscall(libc::SYS_close, fd) })
}

pub(crate) fn write(fd: c_int, bytes: *const c_void, length: usize) -> isize {
    // SAFETY: the caller's bytes, unchanged.
    size(unsafe { libc::syscall(libc::SYS_write, fd, bytes, length) })
}

pub(crate) fn writev(fd: c_int, parts: *const libc::iovec, count: c_int) -> isize {
    // SAFETY: the caller's parts, unchanged.
    size(unsafe { libc::syscall(libc::SYS_writev, fd, parts, count) })
}

pub(crate) fn pwrite(fd: c_int, bytes: *const c_void, length: usize, offset: off_t) -> isize {
    // SAFETY: the caller's bytes, unchanged.
    size(unsafe { libc::syscall(libc::SYS_pwrite64, fd, bytes, length, offset) })
}

pub(crate) fn ftruncate(fd: c_int, length: off_t) -> c_int {
    // SAFETY: numbers.
    int(unsafe { libc::syscall(libc::SYS_ftruncate, fd, length) })
}

pub(crate) fn fsync(fd: c_int) -> c_int {
    // SAFETY: a number.
    int(unsafe { libc::syscall(libc::SYS_fsync, fd) })
}

pub(crate) fn unlinkat(folder: c_int, path: *const c_char, flags: c_int) -> c_int {
    // SAFETY: the caller's path, unchanged.
    int(unsafe { libc::syscall(libc::SYS_unlinkat, folder, path, flags) })
}

pub(crate) fn renameat(
    from_folder: c_int,
    from: *const c_char,
    to_folder: c_int,
    to: *const c_char,
) -> c_int {
    // SAFETY: the caller's paths, unchanged.
    int(unsafe { libc::syscall(libc::SYS_renameat2, from_folder, from, to_folder, to, 0) })
}

/// Gives where the next write goes.
pub(crate) fn place(fd: c_int) -> off_t {
    // SAFETY: numbers.
    unsafe { libc::syscall(libc::SYS_lseek, fd, 0, libc::SEEK_CUR) }
}

/// Gives the file's length.
pub(crate) fn length(fd: c_int) -> off_t {
    let place = place(fd);
    // SAFETY: numbers; the place is put back.
    unsafe {
        let length = libc::syscall(libc::SYS_lseek, fd, 0, libc::SEEK_END);
        libc::syscall(libc::SYS_lseek, fd, place, libc::SEEK_SET);
        length
    }
}

pub(crate) fn appends(fd: c_int) -> bool {
    // SAFETY: numbers.
    let flags = unsafe { libc::syscall(libc::SYS_fcntl, fd, libc::F_GETFL) };
    flags & c_long::from(libc::O_APPEND) != 0
}

pub(crate) fn clock_gettime(clock: libc::clockid_t, time: *mut libc::timespec) -> c_int {
    // SAFETY: the caller's place for the time.
    int(unsafe { libc::syscall(libc::SYS_clock_gettime, clock, time) })
}

fn int(result: c_long) -> c_int {
    c_int::try_from(result).unwrap_or(-1)
}

fn size(result: c_long) -> isize {
    isize::try_from(result).unwrap_or(-1)
}
