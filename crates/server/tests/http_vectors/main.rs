//! The vectors of the agent API (`vectors/http`), run against the server as a process.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]
#![expect(clippy::print_stdout, reason = "says what differs, and how many vectors ran")]

mod answer;
mod check_of_the_check;
mod event_style;
mod floor;
#[path = "../http/server.rs"]
#[expect(dead_code, reason = "the tests of `http` use all of it")]
mod server;
mod shape;
mod story;
mod variables;
mod vector;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use tokio::{sync::Semaphore, task::JoinSet};

use crate::{floor::Floor, server::Server, vector::VectorFile};

/// How many vectors run at once. A log-in costs a hash, so more would only wait for each other.
const AT_ONCE: usize = 8;

/// The servers so far, each with a file of its own.
static STARTED: AtomicU32 = AtomicU32::new(0);

/// All of them; with `CORDBOARD_VECTOR` those whose path has that in it.
#[tokio::test]
async fn every_vector_holds() {
    #[expect(clippy::disallowed_methods, reason = "a test has no configuration file")]
    let wanted = std::env::var("CORDBOARD_VECTOR").unwrap_or_default();
    let files = vector::read_all();
    let files: Vec<VectorFile> =
        files.into_iter().filter(|file| file.path.contains(&wanted)).collect();
    assert!(!files.is_empty(), "there are no vectors");
    let (ran, failures) = run(files).await;
    println!("{ran} vectors ran");
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n\n"));
}

/// One server for all that start from the same settings; gives what differs.
async fn run(files: Vec<VectorFile>) -> (usize, Vec<String>) {
    let mut groups: BTreeMap<String, Vec<VectorFile>> = BTreeMap::new();
    for file in files {
        groups.entry(file.vector.given.settings()).or_default().push(file);
    }
    let (mut ran, mut failures) = (0, Vec::new());
    for (settings, files) in groups {
        let floors: Vec<Floor> = (1..).zip(&files).map(Floor::of).collect();
        let config = floor::config(&settings, &floors);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let server = Arc::new(Server::with_config(&format!("vectors-{number}"), &config));
        let administrator = floor::administrator(&server).await;
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        let mut stories = JoinSet::new();
        for (file, mut floor) in files.into_iter().zip(floors) {
            floor.variables.set("administrator.token", &administrator);
            let (server, turns) = (Arc::clone(&server), Arc::clone(&turns));
            stories.spawn(async move {
                let _turn = turns.acquire().await.unwrap();
                let told = story::tell(&server, &file.vector, floor).await;
                told.map_err(|difference| format!("{}: {difference}", file.path))
            });
        }
        while let Some(told) = stories.join_next().await {
            ran += 1;
            failures.extend(told.unwrap().err());
        }
    }
    failures.sort();
    (ran, failures)
}
