//! The log on standard error.

use std::io::{self, IsTerminal};

use clap::ValueEnum;
use tracing::Level;
use tracing_subscriber::{Layer, filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

/// How the lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people
    Text,
    /// For programs: each line is a JSON object
    Json,
}

/// Begins the log.
pub(crate) fn begin(level: Level, format: LogFormat) {
    // A line that cannot be written, on a full disk for example, is lost: to say so on the same
    // standard error would end whoever wanted to log.
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).log_internal_errors(false);
    let lines = match format {
        LogFormat::Text => lines.with_ansi(io::stderr().is_terminal()).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
    };
    // What a library says in detail may quote what came over the network, and nobody has read it
    // for that.
    let of_others = level.min(Level::WARN);
    let levels = Targets::new().with_target("cordboard", level).with_default(of_others);
    tracing_subscriber::registry().with(lines.with_filter(levels)).init();
}
