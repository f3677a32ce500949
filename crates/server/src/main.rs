//! The binary `cordboard`: agent API, tokens, floors, static files.

mod admin_cli;
mod administration;
mod attempts;
mod backup;
mod cli;
mod clock;
mod config;
mod customer;
mod data_folder;
mod fingerprint;
mod floor;
mod framing;
mod handlers;
mod http;
mod log;
mod log_in_page;
mod metrics;
mod openapi;
mod passwords;
mod problem;
mod random;
mod readiness;
mod restore;
mod router;
mod serve;
mod session_id;
mod simulator;
mod state;
mod static_files;
mod systemd;
mod tokens;
mod verify;
mod wire;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

use anyhow::Context as _;
use clap::Parser;
use cordboard_acd::{BusinessUnitId, Command, ContactId, Fact, Floor, SkillId};
use cordboard_journal::{Journal, JournalError, SqliteJournal};
use cordboard_telephony::{LineSimulator, Telephony, TelephonyError};
use rustix::fs::Mode;

use crate::{
    cli::Cli,
    serve::{BackEnds, CannotStart},
    simulator::Customers,
};

fn main() -> ExitCode {
    // Journal, copies of it, exports: customers' numbers and password hashes are in all of them.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let Err(error) = run(Cli::parse()) else { return ExitCode::SUCCESS };
    // Nobody reads it when standard error is closed.
    let _ = writeln!(io::stderr(), "cordboard: {}", sentence(&error));
    let of_start = error.downcast_ref::<CannotStart>();
    let wrong_start =
        of_start.is_some_and(|error| !error.may_pass()) || error.is::<config::ConfigError>();
    if wrong_start { ExitCode::from(2) } else { ExitCode::FAILURE }
}

/// What went wrong and why, each cause once: some errors have their cause in their own words.
fn sentence(error: &anyhow::Error) -> String {
    let mut said = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !said.contains(&cause) {
            said.push_str(": ");
            said.push_str(&cause);
        }
    }
    said
}

fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        cli::Command::Serve(args) => {
            let simulator = SharedSimulator::default();
            let back_ends = BackEnds {
                journal: Box::new(|folder| Box::pin(open_journal(folder))),
                telephony: Box::new(simulator.clone()),
                customers: Arc::new(simulator),
            };
            runtime()?.block_on(serve::serve(args, back_ends))
        }
        cli::Command::Call(args) => runtime()?.block_on(customer::call(args)),
        cli::Command::Hangup(args) => runtime()?.block_on(customer::hang_up(args)),
        cli::Command::Backup(args) => {
            let copied = async |from, to| SqliteJournal::backup(from, to).await;
            runtime()?.block_on(backup::backup(args, copied))
        }
        cli::Command::Restore(args) => {
            let looked_at = async |folder| SqliteJournal::verify(folder).await;
            let restored = async |from, to| SqliteJournal::restore(from, to).await;
            runtime()?.block_on(restore::restore(args, looked_at, restored))
        }
        cli::Command::Verify(args) => {
            let looked_at = async |folder| SqliteJournal::verify(folder).await;
            runtime()?.block_on(verify::verify(args, looked_at))
        }
        cli::Command::Admin(args) => runtime()?.block_on(admin_cli::admin(args)),
        cli::Command::Export(args) => runtime()?.block_on(admin_cli::export(args)),
        cli::Command::Import(args) => runtime()?.block_on(admin_cli::import(args)),
        cli::Command::HashPassword => hash_password(),
        cli::Command::DefaultConfig => print(config::DEFAULT.trim_end()),
        cli::Command::Openapi => print(router::routes().into_parts().1.text().trim_end()),
    }
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // What one change has to tell thousands waits in the queue for all threads; what those who
        // have been told ask next comes into a thread's own, and would go first.
        .global_queue_interval(1)
        .build()
        .context("no threads can be started")
}

fn hash_password() -> anyhow::Result<()> {
    print(&passwords::hash(&admin_cli::new_password("Password")?)?)
}

fn print(line: &str) -> anyhow::Result<()> {
    writeln!(io::stdout(), "{line}").context("standard output is closed")
}

/// A data folder holds one floor. This names it in the journal; the number of the business unit,
/// which people see, is data on the floor.
#[cfg(not(feature = "memory-journal"))]
const FLOOR: BusinessUnitId = BusinessUnitId(1);

#[cfg(not(feature = "memory-journal"))]
async fn open_journal(folder: PathBuf) -> Result<Arc<dyn Journal>, JournalError> {
    Ok(Arc::new(SqliteJournal::open(folder, FLOOR).await?))
}

#[cfg(feature = "memory-journal")]
async fn open_journal(_: PathBuf) -> Result<Arc<dyn Journal>, JournalError> {
    tracing::warn!("this build is for measurements: nothing that happens is kept");
    Ok(Arc::new(cordboard_journal::MemoryJournal::new()))
}

/// The line simulator as both sides hold it: the floor task as its telephony, the handlers as
/// customers.
#[derive(Clone, Default)]
struct SharedSimulator(Arc<Mutex<LineSimulator>>);

impl SharedSimulator {
    fn lines(&self) -> MutexGuard<'_, LineSimulator> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Telephony for SharedSimulator {
    fn happened(&mut self, fact: &Fact) -> Result<(), TelephonyError> {
        self.lines().happened(fact)
    }

    fn recovered(&mut self, floor: &Floor) {
        self.lines().recovered(floor);
    }

    fn poll_report(&mut self, context: &mut Context<'_>) -> Poll<Command> {
        self.lines().poll_report(context)
    }
}

impl Customers for SharedSimulator {
    fn call(&self, skill: SkillId, ani: &str, dnis: &str) -> Result<Command, String> {
        self.lines().call(skill, ani, dnis).map_err(|error| error.to_string())
    }

    fn goes_on_as(&self, contact: ContactId) -> ContactId {
        self.lines().goes_on_as(contact)
    }

    fn hang_up(&self, contact: ContactId) -> Option<Command> {
        self.lines().hang_up(contact).ok()
    }
}
