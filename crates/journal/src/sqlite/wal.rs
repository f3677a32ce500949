//! Looks at the write-ahead file before SQLite does.
//!
//! SQLite takes frames up to the first that is not whole and silently leaves the rest: right for
//! what a crash has torn, wrong for a file that was damaged later. Every transaction is synced
//! before the next one begins, so a crash tears the last one only: when whole frames of a further
//! transaction lie behind a broken one, the file is damaged.
//!
//! <https://www.sqlite.org/fileformat2.html#the_write_ahead_log>

use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// The last bit says whether the checksums count in big endian.
const MAGIC: u32 = 0x377f_0682;

/// Says what a write-ahead file holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Wal {
    /// The pages of committed transactions.
    pub(super) pages: BTreeSet<u32>,
    /// How many pages the database has with them; nothing when none is committed.
    pub(super) page_count: Option<u32>,
    /// What is wrong, in words.
    pub(super) damage: Option<String>,
}

/// Reads a write-ahead file. One that is not there is empty.
pub(super) fn look(file: &Path) -> io::Result<Wal> {
    match File::open(file) {
        Ok(file) => scan(&mut BufReader::with_capacity(1 << 16, file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Wal::default()),
        Err(error) => Err(error),
    }
}

fn scan(file: &mut impl Read) -> io::Result<Wal> {
    let mut header = [0; HEADER];
    if !filled(file, &mut header)? {
        return Ok(Wal::default());
    }
    let Some(header) = Header::parse(&header) else {
        // A header that a crash has torn has nothing behind it that counts, and fits one sector.
        let mut behind = [0; FRAME_HEADER];
        let damage =
            filled(file, &mut behind)?.then(|| "the -wal file's header is broken".to_owned());
        return Ok(Wal { damage, ..Wal::default() });
    };
    let mut frames = Frames { header, sum: header.sum, file };
    let mut wal = Wal::default();
    let mut uncommitted = Vec::new();
    let mut broken: Option<Broken> = None;
    let mut number = 0_u64;
    while let Some(frame) = frames.next()? {
        number += 1;
        if let Some(broken) = &mut broken {
            if frame.whole && broken.committed {
                wal.damage = Some(format!(
                    "frame {} of the -wal file is broken, and committed ones lie behind it",
                    broken.number
                ));
                break;
            }
            broken.committed |= frame.whole && frame.page_count > 0;
        } else if frame.whole {
            uncommitted.push(frame.page);
            if frame.page_count > 0 {
                wal.pages.extend(uncommitted.drain(..));
                wal.page_count = Some(frame.page_count);
            }
        } else {
            let committed = frame.ours && frame.page_count > 0;
            broken = Some(Broken { number, committed });
        }
    }
    Ok(wal)
}

/// The first frame that is not whole.
struct Broken {
    number: u64,
    /// Whether it or a whole one behind it ends a transaction.
    committed: bool,
}

#[derive(Clone, Copy)]
struct Header {
    big_endian: bool,
    page_size: usize,
    salt: [u8; 8],
    sum: (u32, u32),
}

impl Header {
    fn parse(bytes: &[u8; HEADER]) -> Option<Self> {
        let magic = word(bytes, 0);
        let big_endian = magic & 1 == 1;
        let sum = summed((0, 0), bytes.get(..24)?, big_endian);
        let mut salt = [0; 8];
        salt.copy_from_slice(bytes.get(16..24)?);
        let page_size = usize::try_from(word(bytes, 8)).ok()?;
        let right = magic & !1 == MAGIC
            && sum == (word(bytes, 24), word(bytes, 28))
            && page_size.is_power_of_two()
            && (512..=65_536).contains(&page_size);
        right.then_some(Self { big_endian, page_size, salt, sum })
    }
}

struct Frames<'a, R> {
    header: Header,
    /// The sum of the frame before, as that frame says it.
    sum: (u32, u32),
    file: &'a mut R,
}

struct Frame {
    page: u32,
    /// Not 0 when it ends a transaction.
    page_count: u32,
    /// Whether it was written since the file was begun anew.
    ours: bool,
    /// Whether it is ours and its checksum follows from the one before.
    whole: bool,
}

impl<R: Read> Frames<'_, R> {
    fn next(&mut self) -> io::Result<Option<Frame>> {
        let mut bytes = vec![0; FRAME_HEADER + self.header.page_size];
        if !filled(self.file, &mut bytes)? {
            return Ok(None);
        }
        let (head, page) = bytes.split_at(FRAME_HEADER);
        let big_endian = self.header.big_endian;
        let sum = summed(self.sum, head.get(..8).unwrap_or_default(), big_endian);
        let sum = summed(sum, page, big_endian);
        self.sum = (word(head, 16), word(head, 20));
        let ours = head.get(8..16) == Some(&self.header.salt);
        let whole = ours && sum == self.sum;
        Ok(Some(Frame { page: word(head, 0), page_count: word(head, 4), ours, whole }))
    }
}

/// Reads as much as fits; says no when the file ends before.
fn filled(file: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn summed((mut first, mut second): (u32, u32), bytes: &[u8], big_endian: bool) -> (u32, u32) {
    let (pairs, _) = bytes.as_chunks::<8>();
    for [a, b, c, d, e, f, g, h] in pairs.iter().copied() {
        let number = if big_endian { u32::from_be_bytes } else { u32::from_le_bytes };
        first = first.wrapping_add(number([a, b, c, d])).wrapping_add(second);
        second = second.wrapping_add(number([e, f, g, h])).wrapping_add(first);
    }
    (first, second)
}

fn word(bytes: &[u8], at: usize) -> u32 {
    let found = bytes.get(at..).and_then(|rest| rest.first_chunk::<4>());
    found.copied().map_or(0, u32::from_be_bytes)
}
