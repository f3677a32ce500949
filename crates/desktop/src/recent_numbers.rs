//! The numbers that the agent dialled last: in memory alone, until the desktop is loaded anew or the agent logs out.
//!
//! They are customers' numbers, so they lie nowhere.

use leptos::prelude::*;

/// More is a list to search, and that is what address books are for.
const MOST: usize = 5;

/// The numbers, the newest first: get them with `expect_context`.
#[derive(Clone, Copy)]
pub(crate) struct RecentNumbers(RwSignal<Vec<String>>);

impl RecentNumbers {
    /// Begins without any, for as long as the owner lives.
    pub(crate) fn provide() {
        provide_context(Self(RwSignal::default()));
    }

    /// The numbers, reactively.
    pub(crate) fn get(self) -> Vec<String> {
        self.0.get()
    }

    /// A number was dialled.
    pub(crate) fn add(self, number: &str) {
        self.0.update(|numbers| put_first(numbers, number));
    }
}

fn put_first(numbers: &mut Vec<String>, number: &str) {
    numbers.retain(|known| known != number);
    numbers.insert(0, number.to_owned());
    numbers.truncate(MOST);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_is_first_each_stands_once_and_the_oldest_go() {
        let mut numbers = Vec::new();
        for number in ["101", "102", "103", "101", "104", "105", "106"] {
            put_first(&mut numbers, number);
        }
        assert_eq!(numbers, ["106", "105", "104", "101", "103"]);
    }
}
