//! The floor with its journal: commands per second beside bare commits, and restarts.
//!
//! The server is a program and has no library, so the modules that make a floor's task are taken
//! from its sources by their paths.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "a measurement reads the clock, prints, and stops when it cannot go on"
)]
#![expect(dead_code, unused_imports, reason = "the server uses more of these modules")]

/// As they stand in the server's sources, with what lies beside each.
#[path = "../src"]
mod server {
    pub(crate) mod clock;
    pub(crate) mod config;
    pub(crate) mod floor;
    pub(crate) mod metrics;
    pub(crate) mod readiness;
    pub(crate) mod session_id;
    pub(crate) mod wire;
}

#[path = "floor/commands.rs"]
mod commands;
#[path = "../../acd/benches/routing/house.rs"]
mod house;
#[path = "floor/restart.rs"]
mod restart;

use std::{path::Path, sync::Arc, time::Duration};

use cordboard_acd::{BusinessUnitId, Setup};
use cordboard_journal::SqliteJournal;
use cordboard_telephony::LineSimulator;

use server::{
    clock, config,
    floor::{self, FloorHandle, FloorTask, Parts},
    metrics, readiness, session_id, wire,
};

fn main() {
    // `cargo test --all-targets` starts benches too, unoptimised.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        restart::measure().await;
        commands::measure().await;
    });
}

/// A folder on the file system of the build, not in a temporary one that may be in memory.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// Starts a floor on a folder as `cordboard serve` does.
async fn start(folder: &Path, setup: Setup) -> (FloorHandle, FloorTask) {
    let journal = SqliteJournal::open(folder, BusinessUnitId(1)).await.unwrap();
    let (handle, inbox) = floor::channel();
    let parts = Parts {
        journal: Arc::new(journal),
        telephony: Box::new(LineSimulator::new()),
        clock: clock::Clock::start(),
        readiness: readiness::ReadinessSign::new(),
        measures: metrics::Measures::default(),
        inbox,
        config: config::Journal::default(),
    };
    let seed = config::Seed { setup, names_business_unit: true, passwords: Vec::new() };
    (handle, FloorTask::recover(parts, seed).await.unwrap())
}

fn median<T: PartialOrd + Copy>(mut values: Vec<T>) -> T {
    values.sort_by(|one, other| one.partial_cmp(other).unwrap());
    values[values.len() / 2]
}

fn met(is_met: bool) -> &'static str {
    if is_met { "met" } else { "missed" }
}

fn said(duration: Duration) -> String {
    format!("{:.0} ms", duration.as_secs_f64() * 1_000.0)
}
