//! `cordboard import`.

use std::io::{self, IsTerminal, Write};

use anyhow::Context;
use cordboard_client::call;
use cordboard_protocol::admin::{ImportDifference, ImportHow, Imported};

use crate::{cli, print};

use super::log_in;

/// Takes a file over, after it has said what changes.
pub(crate) async fn import(args: cli::Import) -> anyhow::Result<()> {
    let cli::Import { file, exact, dry_run, yes, who } = args;
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    let asks = !yes && !dry_run;
    anyhow::ensure!(
        !asks || io::stdin().is_terminal(),
        "there is no terminal to ask on: `--yes` does not ask, `--dry-run` changes nothing"
    );
    let client = log_in(&who).await?;
    let not_taken = || format!("{} was not taken over", file.display());
    let would: Imported = client
        .read(call::admin::import(text.clone(), exact, true))
        .await
        .with_context(not_taken)?;
    for difference in &would.differences {
        print(&in_words(difference))?;
    }
    if would.differences.is_empty() {
        return print("nothing changes");
    }
    if dry_run || asks && !agreed()? {
        return Ok(());
    }
    let call = call::admin::import(text, exact, false);
    let _: Imported = client.read_at(call, would.version).await.with_context(not_taken)?;
    Ok(())
}

fn in_words(difference: &ImportDifference) -> String {
    let entry = &difference.entry;
    match difference.how {
        ImportHow::Added => format!("{entry} is new"),
        ImportHow::Changed => format!("{entry}: {}", difference.keys.join(", ")),
        ImportHow::Removed => format!("{entry} goes"),
    }
}

fn agreed() -> anyhow::Result<bool> {
    write!(io::stderr(), "Change this? [y/N] ")?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"))
}
