//! Schemathesis, which asks the server whatever its document allows and some that it does not.

use anyhow::bail;

use crate::shell::{Heard, Shell};
use crate::workspace::Workspace;
use crate::{build, tools};

/// So many made-up requests of each kind to each operation, beside those at the edges of its schema:
/// about two minutes.
const EXAMPLES: &str = "20";

/// Ten times as many and more, and what follows from an answer: some twenty minutes a seed.
const MANY_EXAMPLES: &str = "300";
const SEEDS: [&str; 2] = ["1000", "1001"];

/// Asks the same each time.
pub(crate) fn bounded(workspace: &Workspace) -> anyhow::Result<Heard> {
    run(workspace, &["--examples", EXAMPLES])
}

/// Asks for long, and what nobody has asked before.
pub(crate) fn long(workspace: &Workspace) -> anyhow::Result<()> {
    for seed in SEEDS {
        println!("Schemathesis, seed {seed}.");
        let heard = run(workspace, &["--examples", MANY_EXAMPLES, "--seed", seed])?;
        if !heard.status.success() {
            bail!("Schemathesis has found something with seed {seed}");
        }
    }
    Ok(())
}

fn run(workspace: &Workspace, how: &[&str]) -> anyhow::Result<Heard> {
    let list = workspace.path("tests/schemathesis/requirements.txt");
    let python = tools::python_packages(workspace, &list)?;
    build::server(workspace)?;
    let server = workspace.server();
    let server = server.to_string_lossy();
    let reports = workspace.target().join("schemathesis/reports");
    let reports = reports.to_string_lossy();
    let arguments = ["-B", "tests/schemathesis/run.py", &server, "--reports", &reports];
    Shell::new(&python, &[&arguments[..], how].concat()).folder(workspace.root()).hear()
}
