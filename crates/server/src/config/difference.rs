//! How one configuration differs from another: entry by entry, by the names of keys alone.

use cordboard_acd::Setup;

use super::entry::{EntryName, Kind, Object, names, written};

/// How an entry of one configuration differs in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Which.
    pub(crate) entry: EntryName,
    /// How.
    pub(crate) how: How,
}

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum How {
    /// It was not there before.
    Added,
    /// These of its keys are different.
    Changed(Vec<String>),
    /// It is not there any more.
    Removed,
}

/// So many differences are said; who has more reads an export.
const MOST_SAID: usize = 50;

/// Compares what a file can hold.
pub(crate) fn between(before: &Setup, after: &Setup) -> Vec<Difference> {
    let mut differences = Vec::new();
    for kind in Kind::OF_FILE {
        for entry in names(kind, after) {
            let how = match (written(&entry, before), written(&entry, after)) {
                (None, _) => How::Added,
                (Some(old), Some(new)) if old != new => How::Changed(keys(&old, &new)),
                (Some(_), _) => continue,
            };
            differences.push(Difference { entry, how });
        }
        for entry in names(kind, before) {
            if written(&entry, after).is_none() {
                differences.push(Difference { entry, how: How::Removed });
            }
        }
    }
    differences
}

fn keys(old: &Object, new: &Object) -> Vec<String> {
    let mut keys: Vec<_> = new
        .iter()
        .filter(|(key, value)| old.get(*key) != Some(value))
        .map(|(key, _)| key)
        .collect();
    keys.extend(old.keys().filter(|key| !new.contains_key(*key)));
    keys.into_iter().cloned().collect()
}

/// Adds that a password is different.
pub(super) fn add_password(differences: &mut Vec<Difference>, entry: EntryName) {
    const PASSWORD: &str = "password";
    match differences.iter_mut().find(|difference| difference.entry == entry) {
        Some(Difference { how: How::Changed(keys), .. }) => keys.push(PASSWORD.to_owned()),
        Some(_) => {}
        None => {
            let how = How::Changed(vec![PASSWORD.to_owned()]);
            differences.push(Difference { entry, how });
        }
    }
}

/// Says how a file, the later of the two, differs from the floor.
pub(crate) fn in_words(differences: &[Difference]) -> String {
    let said = differences.iter().take(MOST_SAID).map(|Difference { entry, how }| match how {
        How::Added => format!("{entry} is in the file alone"),
        How::Changed(keys) => format!("{entry}: {}", keys.join(", ")),
        How::Removed => format!("{entry} is not in the file"),
    });
    let words = said.collect::<Vec<_>>().join("; ");
    match differences.len().saturating_sub(MOST_SAID) {
        0 => words,
        more => format!("{words}; and {more} more"),
    }
}
