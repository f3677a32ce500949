//! Writes the journal of a release, to be kept for ever:
//! `cargo run -p cordboard-journal --example keep_journal -- 0.1.0`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    dead_code,
    reason = "it is made of the test's parts, stops when it cannot go on, and says what it did"
)]

#[path = "../tests/journals/keep.rs"]
mod keep;
#[path = "../tests/journals/story.rs"]
mod story;
#[path = "../tests/journals/summary.rs"]
mod summary;

use std::path::Path;

#[tokio::main]
async fn main() {
    let version = std::env::args().nth(1).expect("the version's number");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals").join(version);
    keep::keep(&folder).await;
    println!("{} is written: it stays as it is from now on", folder.display());
}
