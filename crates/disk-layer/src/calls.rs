//! The C library's functions, as the program calls them.

use std::ffi::CStr;

use cordboard_forgetful_disk::{Word, log::Done};
use libc::{c_char, c_int, c_void, iovec, off_t};

use crate::{kernel, layer::layer};

/// `open` takes the mode as a further argument; on the machines that this runs on that is a third one like others.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn open(path: *const c_char, flags: c_int, mode: c_int) -> c_int {
    // SAFETY: handed on.
    unsafe { openat(libc::AT_FDCWD, path, flags, mode) }
}

/// See [`open`].
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: c_int) -> c_int {
    // SAFETY: handed on.
    unsafe { openat(libc::AT_FDCWD, path, flags, mode) }
}

/// See [`open`].
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn openat64(
    folder: c_int,
    path: *const c_char,
    flags: c_int,
    mode: c_int,
) -> c_int {
    // SAFETY: handed on.
    unsafe { openat(folder, path, flags, mode) }
}

/// See [`open`].
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn openat(
    folder: c_int,
    path: *const c_char,
    flags: c_int,
    mode: c_int,
) -> c_int {
    let Some(layer) = layer() else { return kernel::openat(folder, path, flags, mode) };
    // SAFETY: the caller's path ends with a zero.
    let Some(name) = layer.name_of(unsafe { CStr::from_ptr(path) }) else {
        let fd = kernel::openat(folder, path, flags, mode);
        layer.closed(fd);
        return fd;
    };
    let mut log = layer.log();
    let may_create = flags & libc::O_CREAT != 0;
    let existing = may_create && {
        let fd = kernel::openat(folder, path, libc::O_PATH | libc::O_CLOEXEC, 0);
        kernel::close(fd);
        fd >= 0
    };
    let fd = kernel::openat(folder, path, flags, mode);
    if fd < 0 {
        return fd;
    }
    if may_create && !existing {
        log.append(Done::Created { name });
    } else if flags & libc::O_TRUNC != 0 {
        log.append(Done::Truncated { name, length: 0 });
    }
    layer.opened(&mut log, fd, name);
    fd
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn close(fd: c_int) -> c_int {
    if let Some(layer) = layer() {
        layer.closed(fd);
    }
    kernel::close(fd)
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn write(fd: c_int, bytes: *const c_void, length: usize) -> isize {
    match layer() {
        // SAFETY: the caller's bytes are that long.
        Some(layer) if layer.is_watched(fd) => unsafe {
            layer.write(fd, std::slice::from_raw_parts(bytes.cast(), length), None)
        },
        Some(_) | None => kernel::write(fd, bytes, length),
    }
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn writev(fd: c_int, parts: *const iovec, count: c_int) -> isize {
    match layer() {
        Some(layer) if layer.is_watched(fd) && count > 0 => {
            let mut bytes: Vec<u8> = Vec::new();
            for place in 0..usize::try_from(count).unwrap_or_default() {
                // SAFETY: the caller's parts are so many, and as long as they say.
                unsafe {
                    let part = &*parts.add(place);
                    let part = std::slice::from_raw_parts(part.iov_base.cast(), part.iov_len);
                    bytes.extend_from_slice(part);
                }
            }
            layer.write(fd, &bytes, None)
        }
        Some(_) | None => kernel::writev(fd, parts, count),
    }
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn pwrite(
    fd: c_int,
    bytes: *const c_void,
    length: usize,
    offset: off_t,
) -> isize {
    match layer() {
        // SAFETY: the caller's bytes are that long.
        Some(layer) if layer.is_watched(fd) => unsafe {
            layer.write(fd, std::slice::from_raw_parts(bytes.cast(), length), Some(offset))
        },
        Some(_) | None => kernel::pwrite(fd, bytes, length, offset),
    }
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn pwrite64(
    fd: c_int,
    bytes: *const c_void,
    length: usize,
    offset: off_t,
) -> isize {
    // SAFETY: handed on.
    unsafe { pwrite(fd, bytes, length, offset) }
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn ftruncate(fd: c_int, length: off_t) -> c_int {
    match layer() {
        Some(layer) if layer.is_watched(fd) => layer.truncate(fd, length),
        Some(_) | None => kernel::ftruncate(fd, length),
    }
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn ftruncate64(fd: c_int, length: off_t) -> c_int {
    // SAFETY: handed on.
    unsafe { ftruncate(fd, length) }
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn fsync(fd: c_int) -> c_int {
    match layer() {
        Some(layer) if layer.is_watched(fd) => layer.sync(fd),
        Some(_) | None => kernel::fsync(fd),
    }
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn fdatasync(fd: c_int) -> c_int {
    // SAFETY: handed on.
    unsafe { fsync(fd) }
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn unlink(path: *const c_char) -> c_int {
    // SAFETY: the caller's path ends with a zero.
    let name =
        layer().and_then(|layer| Some((layer, layer.name_of(unsafe { CStr::from_ptr(path) })?)));
    let Some((layer, name)) = name else { return kernel::unlinkat(libc::AT_FDCWD, path, 0) };
    let mut log = layer.log();
    let done = kernel::unlinkat(libc::AT_FDCWD, path, 0);
    if done == 0 {
        log.append(Done::Removed { name });
    }
    done
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    let names = layer().and_then(|layer| {
        // SAFETY: the caller's paths end with a zero.
        let (from, to) = unsafe { (CStr::from_ptr(from), CStr::from_ptr(to)) };
        Some((layer, layer.name_of(from)?, layer.name_of(to)?))
    });
    let here = libc::AT_FDCWD;
    let Some((layer, name, new_name)) = names else {
        return kernel::renameat(here, from, here, to);
    };
    let mut log = layer.log();
    let done = kernel::renameat(here, from, here, to);
    if done == 0 {
        log.append(Done::Renamed { name, to: new_name });
    }
    done
}

#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn clock_gettime(
    clock: libc::clockid_t,
    time: *mut libc::timespec,
) -> c_int {
    let done = kernel::clock_gettime(clock, time);
    if done == 0
        && clock == libc::CLOCK_REALTIME
        && let Some(layer) = layer()
    {
        let ms = layer.numbers.get(Word::ClockMs);
        // SAFETY: the kernel has just written it.
        let time = unsafe { &mut *time };
        let ns = time.tv_nsec + (ms % 1000) * 1_000_000;
        time.tv_sec += ms / 1000 + ns.div_euclid(1_000_000_000);
        time.tv_nsec = ns.rem_euclid(1_000_000_000);
    }
    done
}
