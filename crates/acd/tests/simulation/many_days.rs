//! Days one after another, and the story of one that does not hold.

use std::ops::Range;

use crate::{
    day::Day,
    journal::Fault,
    shrink::{Broken, caught, shrink, tell, words},
    story::Step,
    tally::Tally,
    world::World,
};

/// Lives one day.
pub(crate) fn run(seed: u64, fault: Option<Fault>) -> Result<Tally, (Broken, Vec<Step>)> {
    let mut day = Day::new(seed, World::new(fault));
    match caught(|| day.run()) {
        Ok(()) => Ok(std::mem::take(day.tally())),
        Err(broken) => Err((broken, day.steps)),
    }
}

/// Runs days one after another, and fails with the story of the first that does not hold.
pub(crate) fn days(seeds: Range<u64>, mut after_each: impl FnMut(u64)) -> Tally {
    let mut sum = Tally::default();
    for seed in seeds {
        match run(seed, None) {
            Ok(tally) => sum.add(&tally),
            Err((broken, steps)) => {
                let all = steps.len();
                let steps = shrink(steps, None, &broken);
                let last = tell(&steps, None).err().unwrap_or(broken);
                panic!(
                    "seed {seed}: {}\n  at {}\nin {} of {all} steps:\n{}",
                    last.message,
                    last.at,
                    steps.len(),
                    words(&steps)
                );
            }
        }
        after_each(seed);
    }
    sum
}
