//! How often and by which seed: what `cargo xtask soak` sets.

use std::hash::{BuildHasher, Hasher, RandomState};

/// So many kills, unless `CORDBOARD_KILLS` says otherwise.
const KILLS: u64 = 20;

pub(crate) fn kills() -> u64 {
    number("CORDBOARD_KILLS").unwrap_or(KILLS)
}

/// Another one for each run, unless `CORDBOARD_SEED` says which.
pub(crate) fn seed() -> u64 {
    number("CORDBOARD_SEED").unwrap_or_else(|| RandomState::new().build_hasher().finish() >> 16)
}

fn number(name: &str) -> Option<u64> {
    std::env::var_os(name).map(|text| text.to_str().unwrap().parse().unwrap())
}
