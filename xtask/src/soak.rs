//! `cargo xtask soak`: what `cargo xtask test` tries for a minute, for as long as it takes.

use std::process::ExitCode;

use crate::shell::Shell;
use crate::workspace::Workspace;
use crate::{schemathesis, simulate};

/// Ten times as many as in `cargo xtask test`, and others: those days have been tried.
const DAYS: u64 = 500;
const FIRST_SEED: u64 = 1_000;

/// Ten times as many as in `cargo xtask test`. Power cuts, faults and cut logs are so many times more, too.
const KILLS: &str = "200";

pub(crate) fn soak(workspace: &Workspace) -> anyhow::Result<ExitCode> {
    simulate::simulate(workspace, DAYS, FIRST_SEED)?;
    crash(workspace)?;
    schemathesis::long(workspace)?;
    Ok(ExitCode::SUCCESS)
}

/// The server killed, without power, on disks that fail: one test after another, so that each has the machine.
fn crash(workspace: &Workspace) -> anyhow::Result<()> {
    let arguments = ["test", "--package", "cordboard-server", "--test", "crash"];
    let arguments = [&arguments[..], &["--", "--test-threads=1", "--nocapture"]].concat();
    Shell::cargo(workspace.root(), &arguments).variable("CORDBOARD_KILLS", KILLS).run()
}
