//! `cargo xtask bench`: what is measured in a browser, by scripts in `e2e/bench`.

use std::process::ExitCode;

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
}

pub(crate) fn bench(
    workspace: &Workspace,
    subject: Subject,
    rest: &[String],
) -> anyhow::Result<ExitCode> {
    tools::chromium()?;
    tools::node_packages(workspace)?;
    let script = match subject {
        Subject::Broker => {
            build::harness(workspace)?;
            "bench/broker.mjs"
        }
        Subject::Desktop => {
            build::desktop(workspace)?;
            build::server(workspace)?;
            "bench/desktop.mjs"
        }
    };
    let mut arguments = vec![script];
    arguments.extend(rest.iter().map(String::as_str));
    Shell::new("node", &arguments)
        .folder(&workspace.path("e2e"))
        .variable("CORDBOARD_TARGET", workspace.target())
        .run()?;
    Ok(ExitCode::SUCCESS)
}
