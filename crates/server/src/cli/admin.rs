//! `cordboard admin`, `export` and `import`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Server;

#[derive(Debug, Args)]
pub(crate) struct Admin {
    #[command(flatten)]
    pub(crate) who: Who,
    #[command(subcommand)]
    pub(crate) command: AdminCommand,
}

/// Who asks, and whom.
#[derive(Debug, Args)]
pub(crate) struct Who {
    /// Where the server is
    #[arg(long = "server", value_name = "URL", global = true, default_value = Server::DEFAULT)]
    pub(crate) url: String,
    /// Which administrator you are
    #[arg(long, value_name = "NAME", global = true)]
    pub(crate) login: Option<String>,
    /// Your password's file; without it, the terminal asks, or standard input is read
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) password_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AdminCommand {
    /// Makes the first administrator, from the server's own machine
    Init(Init),
    /// Lists the entries of a kind
    List { kind: KindWord },
    /// Shows an entry with all its keys
    Show {
        kind: KindWord,
        /// Which; the business unit has none
        id: Option<String>,
    },
    /// Adds an entry, or changes the keys that are named
    ///
    /// Values are written as in `cordboard.toml`, and text may stand without quotes:
    /// `cordboard admin set agent 7 login=ada team=1 skills=[101,102]`. A key without a value
    /// goes back to its default.
    Set {
        kind: KindWord,
        /// Which, then what: `7 first_name=Ada team=1`; the business unit has no id
        #[arg(value_name = "ID KEY=VALUE", required = true)]
        what: Vec<String>,
    },
    /// Removes an entry
    Remove {
        kind: KindWord,
        /// Which
        id: String,
    },
    /// Sets a password, which the terminal asks for or standard input says
    SetPassword {
        kind: HolderKind,
        /// Whose: an agent's id, an administrator's login
        id: String,
    },
    /// Lists the agent sessions that last
    Sessions,
    /// Ends an agent's agent session, with its contacts
    EndSession {
        /// The agent, by id
        agent: u64,
    },
    /// Lists access keys
    AccessKeys {
        /// The agent, by id; all without it
        agent: Option<u64>,
    },
    /// Makes an access key for an agent, and prints its id and its secret, which nobody sees again
    MakeAccessKey {
        /// The agent, by id
        agent: u64,
        /// What it is for
        #[arg(long, default_value = "")]
        name: String,
    },
    /// Revokes an access key, and ends what was signed in with it
    RevokeAccessKey {
        /// Which
        id: String,
    },
    /// Lists the agents' sign-ins
    SignIns {
        /// The agent, by id; all without it
        agent: Option<u64>,
    },
    /// Ends a sign-in, whose tokens do not hold any more
    EndSignIn {
        /// Which, by number
        id: u64,
    },
    /// Ends all sign-ins of an agent
    EndSignIns {
        /// The agent, by id
        agent: u64,
    },
    /// Lets a new key sign tokens
    RotateTokenKey {
        /// Ends all that the keys before it signed: for when one has become known
        #[arg(long)]
        at_once: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// What people read
    #[arg(long, default_value = "")]
    pub(crate) name: String,
    /// The server's data folder
    #[arg(long, value_name = "DIR", default_value = "cordboard-data")]
    pub(crate) data: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Where to; without it, standard output
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) who: Who,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// What to take over
    pub(crate) file: PathBuf,
    /// Removes what the file lacks as well; administrators stay
    #[arg(long)]
    pub(crate) exact: bool,
    /// Says what would change, and changes nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Does not ask
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) who: Who,
}

/// A kind of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindWord {
    BusinessUnit,
    #[value(alias = "teams")]
    Team,
    #[value(alias = "unavailable-codes", alias = "unavailable_code")]
    UnavailableCode,
    #[value(alias = "dispositions")]
    Disposition,
    #[value(alias = "skills")]
    Skill,
    #[value(alias = "agents")]
    Agent,
    #[value(alias = "pages")]
    Page,
    #[value(alias = "address-books", alias = "address_book")]
    AddressBook,
    #[value(alias = "address-book-entries", alias = "address_book_entry")]
    AddressBookEntry,
    #[value(alias = "indicators")]
    Indicator,
    #[value(alias = "messages")]
    Message,
    #[value(alias = "tags")]
    Tag,
    #[value(alias = "administrators")]
    Administrator,
}

impl KindWord {
    /// As it stands in an address.
    pub(crate) fn plural(self) -> &'static str {
        match self {
            Self::BusinessUnit => "business-unit",
            Self::Team => "teams",
            Self::UnavailableCode => "unavailable-codes",
            Self::Disposition => "dispositions",
            Self::Skill => "skills",
            Self::Agent => "agents",
            Self::Page => "pages",
            Self::AddressBook => "address-books",
            Self::AddressBookEntry => "address-book-entries",
            Self::Indicator => "indicators",
            Self::Message => "messages",
            Self::Tag => "tags",
            Self::Administrator => "administrators",
        }
    }
}

/// Who has a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HolderKind {
    Agent,
    Administrator,
}
