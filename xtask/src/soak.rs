//! `cargo xtask soak`: what `cargo xtask test` tries for a minute, for as long as it takes.

use std::process::ExitCode;

use crate::simulate;
use crate::workspace::Workspace;

/// Ten times as many as in `cargo xtask test`, and others: those days have been tried.
const DAYS: u64 = 500;
const FIRST_SEED: u64 = 1_000;

pub(crate) fn soak(workspace: &Workspace) -> anyhow::Result<ExitCode> {
    simulate::simulate(workspace, DAYS, FIRST_SEED)?;
    Ok(ExitCode::SUCCESS)
}
