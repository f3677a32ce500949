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

/// A write or a sync that fails.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// Counted from the start of the server: it may be one of recovery.
    SinceTheStart(i64),
    /// Counted from when the server was ready and all went on working.
    AtWork(i64),
}

/// Which fail: in the soak test all of the first ones, otherwise some of them.
pub(crate) fn faults(random: &mut Random) -> Vec<Fault> {
    let most = i64::try_from(40.max(kills() / 4)).unwrap();
    if kills() > KILLS {
        let since_the_start = (1..=most).map(Fault::SinceTheStart);
        since_the_start.chain((1..=most).map(Fault::AtWork)).collect()
    } else {
        let mut drawn = |from, below| from + i64::try_from(random.below(below)).unwrap();
        vec![
            Fault::SinceTheStart(1),
            Fault::SinceTheStart(drawn(2, 2)),
            Fault::SinceTheStart(drawn(12, 40)),
            Fault::AtWork(drawn(5, 40)),
        ]
    }
}

/// Another one for each run, unless `CORDBOARD_SEED` says which.
pub(crate) fn seed() -> u64 {
    number("CORDBOARD_SEED").unwrap_or_else(|| RandomState::new().build_hasher().finish() >> 16)
}

fn number(name: &str) -> Option<u64> {
    std::env::var_os(name).map(|text| text.to_str().unwrap().parse().unwrap())
}
