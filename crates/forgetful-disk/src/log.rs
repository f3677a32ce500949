//! What a program did to the files of its folder, one record after another.

/// One thing that was done. Files are named as they are within the folder; the folder itself has the empty name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done<'a> {
    /// A file was opened that did not exist, or was emptied.
    Created {
        /// Which.
        name: &'a str,
    },
    /// Bytes were written.
    Written {
        /// To which file.
        name: &'a str,
        /// From where on.
        offset: u64,
        /// They.
        bytes: &'a [u8],
    },
    /// The length was set.
    Truncated {
        /// Of which file.
        name: &'a str,
        /// The new length.
        length: u64,
    },
    /// A file, or the folder, was synced.
    Synced {
        /// Which.
        name: &'a str,
    },
    /// A sync failed: what was to be written is taken for written by the page cache, and is on no disk.
    SyncFailed {
        /// Of which file.
        name: &'a str,
    },
    /// A file was removed.
    Removed {
        /// Which.
        name: &'a str,
    },
    /// A file got another name.
    Renamed {
        /// From.
        name: &'a str,
        /// To.
        to: &'a str,
    },
}

impl Done<'_> {
    /// Writes the record: kind, number, lengths of name and bytes, name, bytes.
    pub fn append_to(&self, log: &mut Vec<u8>) {
        let (kind, name, number, bytes): (u8, &str, u64, &[u8]) = match *self {
            Self::Created { name } => (0, name, 0, &[]),
            Self::Written { name, offset, bytes } => (1, name, offset, bytes),
            Self::Truncated { name, length } => (2, name, length, &[]),
            Self::Synced { name } => (3, name, 0, &[]),
            Self::SyncFailed { name } => (4, name, 0, &[]),
            Self::Removed { name } => (5, name, 0, &[]),
            Self::Renamed { name, to } => (6, name, 0, to.as_bytes()),
        };
        log.push(kind);
        for number in [number, name.len() as u64, bytes.len() as u64] {
            log.extend_from_slice(&number.to_le_bytes());
        }
        log.extend_from_slice(name.as_bytes());
        log.extend_from_slice(bytes);
    }
}

/// Reads the records of a log. The last one may have been cut when its writer was killed: it is left out.
pub fn read(mut log: &[u8]) -> impl Iterator<Item = Done<'_>> {
    std::iter::from_fn(move || {
        let (done, rest) = read_one(log)?;
        log = rest;
        Some(done)
    })
}

fn read_one(log: &[u8]) -> Option<(Done<'_>, &[u8])> {
    let (kind, log) = log.split_first()?;
    let (number, log) = read_number(log)?;
    let (name, log) = read_number(log)?;
    let (bytes, log) = read_number(log)?;
    let (name, log) = log.split_at_checked(usize::try_from(name).ok()?)?;
    let (bytes, log) = log.split_at_checked(usize::try_from(bytes).ok()?)?;
    let name = std::str::from_utf8(name).ok()?;
    let done = match kind {
        0 => Done::Created { name },
        1 => Done::Written { name, offset: number, bytes },
        2 => Done::Truncated { name, length: number },
        3 => Done::Synced { name },
        4 => Done::SyncFailed { name },
        5 => Done::Removed { name },
        6 => Done::Renamed { name, to: std::str::from_utf8(bytes).ok()? },
        _ => return None,
    };
    Some((done, log))
}

fn read_number(log: &[u8]) -> Option<(u64, &[u8])> {
    let (number, rest) = log.split_first_chunk()?;
    Some((u64::from_le_bytes(*number), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_as_they_were_written_and_a_cut_one_is_left_out() {
        let all = [
            Done::Created { name: "a" },
            Done::Written { name: "a", offset: 4096, bytes: b"bytes" },
            Done::Truncated { name: "a", length: 7 },
            Done::Synced { name: "" },
            Done::SyncFailed { name: "a" },
            Done::Renamed { name: "a", to: "b" },
            Done::Removed { name: "b" },
        ];
        let mut log = Vec::new();
        for done in &all {
            done.append_to(&mut log);
        }
        assert_eq!(read(&log).collect::<Vec<_>>(), all);
        for end in 0..log.len() {
            let read: Vec<_> = read(&log[..end]).collect();
            assert!(read.len() < all.len());
            assert_eq!(read, all[..read.len()]);
        }
    }
}
