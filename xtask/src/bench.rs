//! `cargo xtask bench`: what is measured in a browser, by scripts in `e2e/bench`, and the floor, by
//! the benches of its crates.

use std::{fs, process::ExitCode};

use clap::ValueEnum;

use crate::shell::Shell;
use crate::workspace::Workspace;
use crate::{build, tools};

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Subject {
    /// The shipped page bridge against raw `postMessage`, CPU per delivered event
    Broker,
    /// The desktop's bytes, and the time until the log-in form is usable
    Desktop,
    /// The floor: facts, routing, restarts, and commands with their journal beside bare commits
    Floor,
    /// Pages and their host: our SDK and broker beside raw messages and seven libraries
    Pages,
    /// Parked polls: how soon and at what cost events reach them, beside a bare handler and nginx
    Poll,
}

pub(crate) fn bench(
    workspace: &Workspace,
    subject: Subject,
    rest: &[String],
) -> anyhow::Result<ExitCode> {
    let script = match subject {
        Subject::Broker => {
            prepare_browser(workspace)?;
            build::harness(workspace)?;
            "bench/broker.mjs"
        }
        Subject::Desktop => {
            prepare_browser(workspace)?;
            build::desktop(workspace)?;
            build::server(workspace)?;
            "bench/desktop.mjs"
        }
        Subject::Pages => {
            prepare_browser(workspace)?;
            build::harness(workspace)?;
            "bench/pages.mjs"
        }
        Subject::Floor => return floor(workspace),
        Subject::Poll => return poll(workspace, rest),
    };
    let mut arguments = vec![script];
    arguments.extend(rest.iter().map(String::as_str));
    Shell::new("node", &arguments)
        .folder(&workspace.path("e2e"))
        .variable("CORDBOARD_TARGET", workspace.target())
        .run()?;
    Ok(ExitCode::SUCCESS)
}

fn prepare_browser(workspace: &Workspace) -> anyhow::Result<()> {
    tools::chromium()?;
    tools::node_packages(workspace, "e2e")
}

/// The floor alone first, then with its journal: the last line is the one that is compared.
fn floor(workspace: &Workspace) -> anyhow::Result<ExitCode> {
    for (package, bench) in [("cordboard-acd", "routing"), ("cordboard-server", "floor")] {
        let arguments = ["bench", "--quiet", "--package", package, "--bench", bench];
        Shell::cargo(workspace.root(), &arguments).run()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Both forms of the server as they are released, but for where one keeps its journal; the
/// benchmark starts them.
fn poll(workspace: &Workspace, rest: &[String]) -> anyhow::Result<ExitCode> {
    let kept = workspace.target().join("bench-poll");
    fs::create_dir_all(&kept)?;
    let build = ["build", "--release", "--package", "cordboard-server"];
    let (durable, in_memory) = (kept.join("durable"), kept.join("in-memory"));
    for (features, program) in
        [(&["--features", "memory-journal"][..], &in_memory), (&[], &durable)]
    {
        println!("Building {} (some minutes the first time).", program.display());
        Shell::cargo(workspace.root(), &[&build[..], features].concat()).run()?;
        fs::copy(workspace.target().join("release/cordboard"), program)?;
    }
    let mut arguments = vec!["bench", "--quiet", "--package", "cordboard-loadgen"];
    arguments.extend(["--bench", "poll", "--"]);
    arguments.extend(rest.iter().map(String::as_str));
    Shell::cargo(workspace.root(), &arguments)
        .variable("CORDBOARD_DURABLE", &durable)
        .variable("CORDBOARD_IN_MEMORY", &in_memory)
        .run()?;
    Ok(ExitCode::SUCCESS)
}
