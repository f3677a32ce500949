//! How often and by which seed: what `cargo xtask soak` sets.

use std::hash::{BuildHasher, Hasher, RandomState};

use cordboard_loadgen::Random;

/// So many kills, unless `CORDBOARD_KILLS` says otherwise.
pub(crate) const KILLS: u64 = 20;

pub(crate) fn kills() -> u64 {
    number("CORDBOARD_KILLS").unwrap_or(KILLS)
}

/// A power cut takes longer to make than a kill: so many for so many kills.
pub(crate) fn power_cuts() -> u64 {
    kills().div_ceil(4)
}

/// Which writes and syncs after a start fail: in the soak test all of the first ones, otherwise some of them.
pub(crate) fn faults(random: &mut Random) -> Vec<i64> {
    let most = i64::try_from(40.max(kills() / 4)).unwrap();
    if kills() > KILLS {
        (1..=most).collect()
    } else {
        let later = |random: &mut Random| 12 + i64::try_from(random.below(40)).unwrap();
        vec![1, 2 + i64::try_from(random.below(2)).unwrap(), later(random), later(random)]
    }
}

/// Another one for each run, unless `CORDBOARD_SEED` says which.
pub(crate) fn seed() -> u64 {
    number("CORDBOARD_SEED").unwrap_or_else(|| RandomState::new().build_hasher().finish() >> 16)
}

fn number(name: &str) -> Option<u64> {
    std::env::var_os(name).map(|text| text.to_str().unwrap().parse().unwrap())
}
