//! `cordboard verify`: looks at everything in a journal, and says in words what is there.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use cordboard_journal::{JournalError, Verified};

use crate::cli;

/// Fails when something is wrong.
pub(crate) async fn verify(
    args: cli::Verify,
    journal: impl AsyncFnOnce(PathBuf) -> Result<Verified, JournalError>,
) -> anyhow::Result<()> {
    let verified = journal(args.data.folder()?).await?;
    for line in words(&verified, &verified.file) {
        say(&line)?;
    }
    judge(&verified)
}

/// Gives what is wrong as an error.
pub(crate) fn judge(verified: &Verified) -> anyhow::Result<()> {
    let file = verified.file.display();
    anyhow::ensure!(
        verified.is_sound(),
        "the journal {file} is damaged: keep it and its -wal file as they are, look at the disk, \
         and restore the newest backup. {}",
        verified.troubles.join("; ")
    );
    Ok(())
}

/// What a journal holds, line by line.
pub(crate) fn words(verified: &Verified, file: &Path) -> Vec<String> {
    let (file, mut lines) = (file.display(), Vec::new());
    for unit in &verified.business_units {
        let facts = match (unit.facts, unit.forgotten.0) {
            (0, 0) => "no facts".to_owned(),
            (facts, forgotten) => {
                format!("{facts} facts, {} to {}", forgotten + 1, unit.position.0)
            }
        };
        let positions: Vec<_> =
            unit.snapshots.iter().map(|(position, _)| position.0.to_string()).collect();
        let snapshots = match &*positions {
            [] => "no snapshot".to_owned(),
            [one] => format!("a snapshot at {one}"),
            several => format!("snapshots at {}", several.join(" and ")),
        };
        lines.push(format!("{file}: {facts}; {snapshots}"));
    }
    if verified.business_units.is_empty() {
        lines.push(format!("{file}: no facts"));
    }
    if verified.is_sound() {
        lines.push("everything in it is as it was written".to_owned());
    }
    lines
}

/// A line on standard output.
pub(crate) fn say(line: &str) -> anyhow::Result<()> {
    writeln!(io::stdout(), "{line}").context("standard output is closed")
}
