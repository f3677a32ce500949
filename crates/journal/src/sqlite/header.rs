//! Looks at the file before SQLite does: whether it is a journal of ours, and all of it.
//!
//! <https://www.sqlite.org/fileformat2.html#the_database_header>

use std::{fs::File, io::Read};

use crate::JournalError;

use super::{place::Place, wal};

/// `Cord` in ASCII: tells our files from other SQLite files.
pub(super) const APPLICATION_ID: i32 = 0x436f_7264;

/// The form of the tables.
pub(super) const FORMAT: u32 = 1;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Says whether there is a journal, and refuses one that SQLite had better not touch.
pub(super) fn look(place: &Place) -> Result<bool, JournalError> {
    if !place.folder.is_dir() {
        return Err(JournalError::Missing { file: place.file.clone() });
    }
    let wal = wal::look(&place.wal()).map_err(|error| place.io_trouble(&error))?;
    if !place.file.try_exists().map_err(|error| place.io_trouble(&error))? {
        if wal != wal::Wal::default() {
            return Err(place.damaged(None, "the file is missing, its -wal file is there"));
        }
        return Ok(false);
    }
    let mut file = File::open(&place.file).map_err(|error| place.io_trouble(&error))?;
    let length = file.metadata().map_err(|error| place.io_trouble(&error))?.len();
    let mut header = [0; 100];
    if length == 0 {
        return Err(place.damaged(None, "the file is empty"));
    }
    if length < header.len() as u64 {
        return Err(place.foreign("it is too short for a database"));
    }
    file.read_exact(&mut header).map_err(|error| place.io_trouble(&error))?;
    if !header.starts_with(MAGIC) {
        return Err(place.foreign("it does not begin as a database does"));
    }
    if word(&header, 68) != APPLICATION_ID.cast_unsigned() {
        return Err(place.foreign("it is the database of another program"));
    }
    let format = word(&header, 60);
    if format > FORMAT {
        return Err(place.too_new(format!("format {format}")));
    }
    if format < FORMAT {
        return Err(place.damaged(None, "its format has no number"));
    }
    if let Some(damage) = wal.damage {
        return Err(place.damaged(None, damage));
    }
    let page_size = match word(&header, 16) >> 16 {
        1 => 65_536,
        size => u64::from(size),
    };
    if !page_size.is_power_of_two() || page_size < 512 {
        return Err(place.damaged(None, "its header gives no page size"));
    }
    // Another number would make SQLite call the file read-only.
    if !matches!(header.get(18..20), Some([1 | 2, 1 | 2])) {
        return Err(place.damaged(None, "its header asks for an unknown way of writing"));
    }
    let pages = wal.page_count.unwrap_or(word(&header, 28));
    let in_file = u32::try_from(length / page_size).unwrap_or(u32::MAX);
    if (in_file.saturating_add(1)..=pages).any(|page| !wal.pages.contains(&page)) {
        let what = format!("it is cut: {in_file} of its {pages} pages are there");
        return Err(place.damaged(None, what));
    }
    Ok(true)
}

fn word(bytes: &[u8], at: usize) -> u32 {
    let found = bytes.get(at..).and_then(|rest| rest.first_chunk::<4>());
    found.copied().map_or(0, u32::from_be_bytes)
}
