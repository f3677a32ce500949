//! Makes a failing day a short story: steps are left out as long as it fails in the same way.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    panic::{self, AssertUnwindSafe, PanicHookInfo},
    sync::Once,
};

use crate::{journal::Fault, story::Step, world::World};

/// What did not hold.
#[derive(Clone, Debug)]
pub(crate) struct Broken {
    /// Which check, or which line of the floor: the same one is the same failure.
    pub(crate) at: String,
    pub(crate) message: String,
}

thread_local! {
    static LISTENS: Cell<bool> = const { Cell::new(false) };
    static HEARD: RefCell<Option<Broken>> = const { RefCell::new(None) };
}

/// Runs, and gives what did not hold instead of failing the test.
pub(crate) fn caught(run: impl FnOnce()) -> Result<(), Broken> {
    listen();
    LISTENS.set(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(run));
    LISTENS.set(false);
    match (outcome, HEARD.take()) {
        (Ok(()), _) => Ok(()),
        (Err(_), Some(broken)) => Err(broken),
        (Err(other), None) => panic::resume_unwind(other),
    }
}

fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
            if LISTENS.get() {
                let at = info.location().map(ToString::to_string).unwrap_or_default();
                let message = info.payload_as_str().unwrap_or_default().to_owned();
                HEARD.set(Some(Broken { at, message }));
            } else {
                usual(info);
            }
        }));
    });
}

/// Tells the steps to a new world.
pub(crate) fn tell(steps: &[Step], fault: Option<Fault>) -> Result<(), Broken> {
    caught(|| {
        let mut world = World::new(fault);
        for step in steps {
            world.take(step);
        }
    })
}

/// Leaves steps out as long as it fails in the same way, until each that is left is needed: all of
/// an agent, halves, ever smaller parts, and at last
/// two and three at a time.
pub(crate) fn shrink(steps: Vec<Step>, fault: Option<Fault>, broken: &Broken) -> Vec<Step> {
    let fails = |steps: &[Step]| tell(steps, fault).is_err_and(|other| other.at == broken.at);
    let mut steps = without_agents(steps, &fails);
    loop {
        steps = without_parts(steps, &fails);
        let all = steps.len();
        steps = without_agents(steps, &fails);
        steps = without_several(steps, &fails);
        if steps.len() == all {
            return steps;
        }
    }
}

fn without_agents(mut steps: Vec<Step>, fails: &impl Fn(&[Step]) -> bool) -> Vec<Step> {
    let agents: BTreeSet<_> = steps.iter().filter_map(|step| step.deed.agent()).collect();
    for agent in agents {
        let mut shorter = steps.clone();
        shorter.retain(|step| step.deed.agent() != Some(agent));
        if fails(&shorter) {
            steps = shorter;
        }
    }
    steps
}

fn without_parts(mut steps: Vec<Step>, fails: &impl Fn(&[Step]) -> bool) -> Vec<Step> {
    let mut part = steps.len().div_ceil(2);
    loop {
        let (mut from, mut left_out) = (0, false);
        while from < steps.len() {
            let to = steps.len().min(from + part);
            let shorter = [&steps[..from], &steps[to..]].concat();
            if fails(&shorter) {
                steps = shorter;
                left_out = true;
            } else {
                from = to;
            }
        }
        if part == 1 && !left_out {
            return steps;
        }
        part = part.div_ceil(2);
    }
}

/// What is needed by itself may be needless together with others: an agent's arrival, and the call
/// that only this agent keeps busy.
fn without_several(mut steps: Vec<Step>, fails: &impl Fn(&[Step]) -> bool) -> Vec<Step> {
    for (several, most_steps) in [(2, 40), (3, 20)] {
        while steps.len() <= most_steps
            && let Some(shorter) = without(&steps, several, 0, fails)
        {
            steps = shorter;
        }
    }
    steps
}

/// Finds so many steps, the first of them from `from` on, that are needless together.
fn without(
    steps: &[Step],
    several: usize,
    from: usize,
    fails: &impl Fn(&[Step]) -> bool,
) -> Option<Vec<Step>> {
    if several == 0 {
        return fails(steps).then(|| steps.to_vec());
    }
    (from..steps.len()).find_map(|at| {
        let shorter = [&steps[..at], &steps[at + 1..]].concat();
        without(&shorter, several - 1, at, fails)
    })
}

/// The story in words, a line each.
pub(crate) fn words(steps: &[Step]) -> String {
    let lines: Vec<_> = steps.iter().map(|step| format!("  {step}")).collect();
    lines.join("\n")
}
