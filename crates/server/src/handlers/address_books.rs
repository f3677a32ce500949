//! Address books by their own numbers.

mod entries;

pub(crate) use entries::*;
