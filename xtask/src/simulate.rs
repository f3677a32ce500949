//! `cargo xtask simulate`: days of the simulated business unit, as many as wanted.

use crate::shell::Shell;
use crate::workspace::Workspace;

/// Lives days from a seed on, each with the seed after it. The example says how far it is, what
/// occurred, and what failed.
pub(crate) fn simulate(workspace: &Workspace, days: u64, seed: u64) -> anyhow::Result<()> {
    let (days, seed) = (days.to_string(), seed.to_string());
    let arguments = ["run", "--package", "cordboard-acd", "--example", "simulate", "--"];
    let arguments = [&arguments[..], &[&seed, &days]].concat();
    Shell::cargo(workspace.root(), &arguments).run()
}
