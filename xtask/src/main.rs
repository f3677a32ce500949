//! The commands of the workspace: `cargo xtask run`, `build`, `test`, `tidy`, `codegen`, `simulate`,
//! `soak`, `bench`, `dist`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line program speaks on stdout and stderr"
)]

mod bench;
mod build;
mod codegen;
mod dist;
mod run;
mod schemathesis;
mod shell;
mod simulate;
mod soak;
mod test;
mod tidy;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The commands of the workspace")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the desktop and the server and starts `cordboard serve --demo`
    Run {
        /// Further arguments of `cordboard serve`, after `--`
        #[arg(last = true, value_name = "SERVE ARGUMENTS")]
        serve: Vec<String>,
    },
    /// Builds the desktop and its test harness for the browser into `target/dist`
    Build,
    /// Installs what the tests need, then runs all of them
    Test {
        /// Runs one part alone; what it is built from is built first
        #[arg(long, value_enum, value_name = "PART")]
        only: Option<test::Part>,
    },
    /// Writes the committed files that are made from the code: `docs/openapi.json`, the types of
    /// `sdk`, the JSON Schema of the messages
    Codegen,
    /// Checks what no compiler checks: the layout, clauses without proof, links, names
    Tidy,
    /// Builds a release archive with binary, systemd unit, guide and licences in `target/dist`
    Dist,
    /// Lives days of ten agents, three hundred calls and restarts, checking the floor at every step
    Simulate {
        /// How many days
        #[arg(long, default_value_t = 50)]
        days: u64,
        /// The seed of the first; each that follows has the next one
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Runs the simulation, the crash tests and Schemathesis for long
    Soak,
    /// Measures in headless Chromium, or the floor
    Bench {
        #[arg(value_enum)]
        subject: bench::Subject,
        /// Further arguments of the benchmark, after `--`
        #[arg(last = true, value_name = "BENCH ARGUMENTS")]
        rest: Vec<String>,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match execute(arguments.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::find()?;
    match command {
        Command::Run { serve } => run::run(&workspace, &serve),
        Command::Build => {
            build::desktop(&workspace)?;
            build::harness(&workspace)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Test { only } => Ok(test::test(&workspace, only)),
        Command::Codegen => {
            codegen::codegen(&workspace)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Dist => dist::dist(&workspace),
        Command::Tidy => Ok(tidy::tidy(&workspace).exit_code()),
        Command::Simulate { days, seed } => {
            simulate::simulate(&workspace, days, seed)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Soak => soak::soak(&workspace),
        Command::Bench { subject, rest } => bench::bench(&workspace, subject, &rest),
    }
}
