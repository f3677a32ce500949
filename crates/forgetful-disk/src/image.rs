//! What a disk holds, and what it would hold without power.

use std::collections::BTreeMap;

use crate::log::Done;

/// What survives a power cut of all that was not synced.
pub enum Survives<'a> {
    /// Nothing.
    Nothing,
    /// Some writes and some sectors of others, as drawn: a number below the one that is given.
    Some(&'a mut dyn FnMut(u64) -> u64),
}

/// Disks write whole sectors.
const SECTOR: usize = 512;

/// Holds a folder as the page cache and the disk know it.
#[derive(Default)]
pub(crate) struct Image {
    files: Vec<File>,
    /// The folder, as programs see it.
    seen: BTreeMap<String, usize>,
    /// The folder, as the disk holds it.
    kept: BTreeMap<String, usize>,
}

#[derive(Default)]
struct File {
    kept: Vec<u8>,
    pending: Vec<Change>,
}

enum Change {
    Written { offset: usize, bytes: Vec<u8> },
    Truncated(usize),
}

impl Image {
    /// A folder whose files are all on the disk.
    pub(crate) fn of(files: BTreeMap<String, Vec<u8>>) -> Self {
        let mut image = Self::default();
        for (name, kept) in files {
            image.seen.insert(name, image.files.len());
            image.files.push(File { kept, pending: Vec::new() });
        }
        image.kept = image.seen.clone();
        image
    }

    pub(crate) fn take(&mut self, done: Done<'_>) {
        match done {
            Done::Created { name } => {
                self.seen.insert(name.to_owned(), self.files.len());
                self.files.push(File::default());
            }
            Done::Written { name, offset, bytes } => {
                let offset = usize::try_from(offset).unwrap_or(usize::MAX);
                self.change(name, Change::Written { offset, bytes: bytes.to_vec() });
            }
            Done::Truncated { name, length } => {
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                self.change(name, Change::Truncated(length));
            }
            Done::Synced { name: "" } => self.kept = self.seen.clone(),
            Done::Synced { name } => {
                if let Some(file) = self.file(name) {
                    let pending = std::mem::take(&mut file.pending);
                    for change in pending {
                        change.apply(&mut file.kept, None);
                    }
                }
            }
            Done::SyncFailed { name } => {
                if let Some(file) = self.file(name) {
                    file.pending.clear();
                }
            }
            Done::Removed { name } => {
                self.seen.remove(name);
            }
            Done::Renamed { name, to } => {
                if let Some(file) = self.seen.remove(name) {
                    self.seen.insert(to.to_owned(), file);
                }
            }
        }
    }

    fn file(&mut self, name: &str) -> Option<&mut File> {
        let place = *self.seen.get(name)?;
        self.files.get_mut(place)
    }

    fn change(&mut self, name: &str, change: Change) {
        if let Some(file) = self.file(name) {
            file.pending.push(change);
        }
    }

    /// Gives what the disk holds when the power has gone.
    pub(crate) fn without_power(mut self, mut survives: Survives<'_>) -> BTreeMap<String, Vec<u8>> {
        let mut names = self.kept;
        if let Survives::Some(draw) = &mut survives {
            // A name that is not yet on the disk may be, and one that is gone may be gone.
            for (name, file) in &self.seen {
                if draw(2) == 0 {
                    names.insert(name.clone(), *file);
                }
            }
            names.retain(|name, _| self.seen.contains_key(name) || draw(2) == 0);
            for file in &mut self.files {
                for change in std::mem::take(&mut file.pending) {
                    match draw(3) {
                        0 => {}
                        1 => change.apply(&mut file.kept, None),
                        _ => change.apply(&mut file.kept, Some(*draw)),
                    }
                }
            }
        }
        let content = |file: usize| self.files.get(file).map(|file| file.kept.clone());
        names.into_iter().filter_map(|(name, file)| Some((name, content(file)?))).collect()
    }
}

impl Change {
    /// Applies it, whole or those sectors that are drawn.
    fn apply(&self, to: &mut Vec<u8>, mut torn: Option<&mut dyn FnMut(u64) -> u64>) {
        match self {
            Self::Truncated(length) => to.resize(*length, 0),
            Self::Written { offset, bytes } => {
                let mut at = *offset;
                let mut rest = bytes.as_slice();
                while !rest.is_empty() {
                    let within = (SECTOR - at % SECTOR).min(rest.len());
                    let (sector, more) = rest.split_at(within);
                    if torn.as_mut().is_none_or(|draw| draw(2) == 0) {
                        to.resize(to.len().max(at + sector.len()), 0);
                        to[at..at + sector.len()].copy_from_slice(sector);
                    }
                    at += sector.len();
                    rest = more;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disk() -> Image {
        let mut image = Image::of(BTreeMap::from([("old".to_owned(), b"old".to_vec())]));
        image.take(Done::Written { name: "old", offset: 3, bytes: b" synced" });
        image.take(Done::Synced { name: "old" });
        image.take(Done::Written { name: "old", offset: 0, bytes: b"new" });
        image.take(Done::Created { name: "new" });
        image.take(Done::Written { name: "new", offset: 0, bytes: b"content" });
        image.take(Done::Synced { name: "new" });
        image
    }

    fn texts(files: &BTreeMap<String, Vec<u8>>) -> Vec<(&str, &str)> {
        let text = |bytes| std::str::from_utf8(bytes).unwrap();
        files.iter().map(|(name, bytes)| (name.as_str(), text(bytes))).collect()
    }

    #[test]
    fn what_was_not_synced_is_gone_and_so_is_a_name_that_its_folder_does_not_hold() {
        let kept = disk().without_power(Survives::Nothing);
        assert_eq!(texts(&kept), [("old", "old synced")]);
    }

    #[test]
    fn the_folder_is_synced_by_itself() {
        let mut disk = disk();
        disk.take(Done::Synced { name: "" });
        disk.take(Done::Renamed { name: "new", to: "newer" });
        disk.take(Done::Removed { name: "old" });
        let kept = disk.without_power(Survives::Nothing);
        assert_eq!(texts(&kept), [("new", "content"), ("old", "old synced")]);
    }

    #[test]
    fn what_a_failed_sync_has_lost_no_later_one_brings_back() {
        let mut disk = disk();
        disk.take(Done::SyncFailed { name: "old" });
        disk.take(Done::Written { name: "old", offset: 10, bytes: b" twice" });
        disk.take(Done::Synced { name: "old" });
        let kept = disk.without_power(Survives::Nothing);
        assert_eq!(texts(&kept), [("old", "old synced twice")]);
    }

    #[test]
    fn some_of_what_was_not_synced_may_survive() {
        let mut always_whole = |end: u64| u64::from(end == 3);
        let kept = disk().without_power(Survives::Some(&mut always_whole));
        assert_eq!(texts(&kept), [("new", "content"), ("old", "new synced")]);
        let mut torn = |end: u64| end - 1;
        let kept = disk().without_power(Survives::Some(&mut torn));
        assert_eq!(texts(&kept), [("old", "old synced")]);
    }
}
