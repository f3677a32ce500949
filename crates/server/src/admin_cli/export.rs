//! `cordboard export`.

use std::io::{self, Write};

use anyhow::Context;
use cordboard_client::call;

use crate::cli;

use super::log_in;

/// Writes the configuration as a file.
pub(crate) async fn export(args: cli::Export) -> anyhow::Result<()> {
    let text = log_in(&args.who).await?.text(call::admin::export()).await?;
    match args.file {
        Some(file) => std::fs::write(&file, text)
            .with_context(|| format!("{} cannot be written", file.display())),
        None => write!(io::stdout(), "{text}").context("standard output is closed"),
    }
}
