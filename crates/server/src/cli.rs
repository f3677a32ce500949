//! The command line.

mod admin;

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use url::Url;

use crate::log::LogFormat;
pub(crate) use admin::{Admin, AdminCommand, Export, HolderKind, Import, Init, KindWord, Who};

/// An open agent desktop and the ACD behind it.
#[derive(Debug, Parser)]
#[command(name = "cordboard", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs the server
    Serve(Serve),
    /// Places a call on the line simulator and prints its contact id
    Call(Call),
    /// Lets the customer hang up
    Hangup(Hangup),
    /// Copies the data folder, while a server runs on it, into a new folder
    Backup(Backup),
    /// Puts a backup into the data folder; the server must have ended
    Restore(Restore),
    /// Looks at everything in the journal, and says what is wrong
    Verify(Verify),
    /// Changes the configuration of a running server
    Admin(Admin),
    /// Writes the configuration of a running server as a `cordboard.toml`, without passwords
    Export(Export),
    /// Takes a `cordboard.toml` over onto a running server: what it says is added or replaced
    Import(Import),
    /// Reads a password from the terminal or standard input and prints the hash for `cordboard.toml`
    HashPassword,
    /// Prints a `cordboard.toml` that documents every key
    DefaultConfig,
    /// Prints what there is to call, as an OpenAPI document
    Openapi,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The configuration; without it, `cordboard.toml` here
    #[arg(long, conflicts_with = "demo")]
    pub(crate) config: Option<PathBuf>,
    /// Where the desktop and the agent API are, instead of what the configuration says
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// Where the demo pages are
    #[arg(long, value_name = "ADDRESS:PORT", requires = "demo", default_value = "127.0.0.1:8441")]
    pub(crate) pages_listen: SocketAddr,
    /// The data folder, instead of what the configuration says
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Runs with a demo configuration: agents agent1 to agent3, password `demo`. It is imported
    /// anew at each start: what it says replaces what was changed, what was added stays
    #[arg(long)]
    pub(crate) demo: bool,
    /// Shows a page of your own in the demo, beside each call: an address like
    /// `http://127.0.0.1:9000/caller.html`. It may do everything that a page can be granted
    #[arg(long = "panel", value_name = "URL", requires = "demo", value_parser = web_address)]
    pub(crate) panels: Vec<Url>,
    /// Shows a page of your own in the demo all the time, likewise
    #[arg(long = "workspace", value_name = "URL", requires = "demo", value_parser = web_address)]
    pub(crate) workspaces: Vec<Url>,
    /// How much the log on standard error says
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    pub(crate) log: tracing::Level,
    /// Offers `cordboard admin init` although there are administrators: for when nobody knows a
    /// password any more
    #[arg(long)]
    pub(crate) admin_init: bool,
    /// How the lines of the log look
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    pub(crate) log_format: LogFormat,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The new folder
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataOf,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Moves the floor that is in the data folder aside
    #[arg(long)]
    pub(crate) replace: bool,
    #[command(flatten)]
    pub(crate) data: DataOf,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) data: DataOf,
}

/// Which data folder is meant.
#[derive(Debug, Args)]
pub(crate) struct DataOf {
    /// The data folder, instead of what the configuration says
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// The configuration; without it, `cordboard.toml` here
    #[arg(long, value_name = "FILE", conflicts_with = "data")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Call {
    /// The skill to call, by id
    #[arg(long)]
    pub(crate) skill: u64,
    /// The number calling
    #[arg(long)]
    pub(crate) ani: String,
    /// The number called
    #[arg(long)]
    pub(crate) dnis: Option<String>,
    #[command(flatten)]
    pub(crate) server: Server,
}

#[derive(Debug, Args)]
pub(crate) struct Hangup {
    /// The contact, as `cordboard call` printed it
    pub(crate) contact: u64,
    #[command(flatten)]
    pub(crate) server: Server,
}

#[derive(Debug, Args)]
pub(crate) struct Server {
    /// Where the server is
    #[arg(long = "server", value_name = "URL", default_value = Self::DEFAULT)]
    pub(crate) url: String,
}

impl Server {
    /// Where a server is that was not told otherwise.
    pub(crate) const DEFAULT: &str = "http://localhost:8440";
}

/// Reads the address of a page of your own.
fn web_address(text: &str) -> Result<Url, String> {
    let example = "http://127.0.0.1:9000/caller.html";
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(url),
        Ok(url) if url.scheme() == "file" => Err(format!(
            "a page in a file has no origin from which it could be heard; serve its folder by any \
             web server, and give the address there, like {example}"
        )),
        Ok(_) | Err(_) => Err(format!(
            "it is not a whole address of a page, which begins with http:// or https://, like \
             {example}"
        )),
    }
}
