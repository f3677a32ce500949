//! The configuration: `cordboard.toml`, read once, judged whole, then trusted.
//!
//! Each section is one file below. `config.default.toml` documents every key.

mod address_book;
mod administrator;
mod agent;
mod business_unit;
mod difference;
mod discovery;
mod disposition;
mod entry;
mod export;
mod framing;
mod import;
mod indicator;
mod journal;
mod listen;
mod log_in;
mod loopback;
mod message;
mod metrics;
mod own_pages;
mod page;
mod place;
mod simulator;
mod skill;
mod tag;
mod team;
mod tls;
mod tokens;
mod unavailable_code;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use cordboard_acd::{AgentId, Private, Setup};
use serde::{Deserialize, Serialize};
use toml::Spanned;

pub(crate) use difference::{Difference, How, in_words};
pub(crate) use discovery::{Discovery, Names};
pub(crate) use entry::{EntryName, Kind, Object, drop_defaults, names, read, removal, written};
pub(crate) use export::export;
pub(crate) use framing::{Framing, Network};
pub(crate) use import::Import;
pub(crate) use journal::Journal;
pub(crate) use listen::Listen;
pub(crate) use log_in::LogIn;
pub(crate) use loopback::is_loopback;
pub(crate) use metrics::Metrics;
pub(crate) use own_pages::{OwnPages, gone};
pub(crate) use page::Origin;
pub(crate) use place::ConfigError;
pub(crate) use simulator::Simulator;
pub(crate) use tls::Tls;
pub(crate) use tokens::Tokens;

use place::Place;
use team::unique;

/// Documents each key, its unit and its default.
pub(crate) const DEFAULT: &str = include_str!("../config.default.toml");

/// The demo's configuration; `{desktop}` and `{pages}` stand for the two origins.
const DEMO: &str = include_str!("config/demo.toml");

/// Everything the administrator decides.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// Where the server listens, and under which names.
    pub(crate) listen: Listen,
    /// HTTPS by the server itself.
    pub(crate) tls: Option<Tls>,
    /// How the floor's facts are kept.
    pub(crate) journal: Journal,
    /// Who may read what is measured.
    pub(crate) metrics: Metrics,
    /// How long tokens hold.
    pub(crate) tokens: Tokens,
    /// What clients build further addresses from.
    pub(crate) discovery: Discovery,
    /// Where the log-in page may send people back to.
    pub(crate) log_in: LogIn,
    /// Where pages may be looked at.
    pub(crate) framing: Framing,
    /// Whether customers can be simulated.
    pub(crate) simulator: Simulator,
    /// What an empty floor begins with.
    pub(crate) seed: Seed,
}

/// What an empty floor begins with. From then on the floor's own configuration counts.
#[derive(Debug, Clone)]
pub(crate) struct Seed {
    /// Business unit, teams, codes, dispositions, skills, agents and pages.
    pub(crate) setup: Setup,
    /// Whether it says anything of the business unit itself.
    pub(crate) names_business_unit: bool,
    /// The argon2 hashes of the agents' passwords.
    pub(crate) passwords: Vec<(AgentId, Private)>,
}

impl Seed {
    /// Says whether it has no entry at all, or only what is so without one.
    pub(crate) fn names_nothing(&self) -> bool {
        self.setup == Setup::default()
    }
}

impl Config {
    /// Reads a configuration file.
    pub(crate) fn read(path: &Path) -> Result<Self, ConfigError> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::unreadable(&file, &error))?;
        Self::parse(&file, &text)
    }

    /// Gives the demo's configuration for the ports in use.
    pub(crate) fn demo(
        listen: SocketAddr,
        pages: SocketAddr,
        own: &OwnPages,
    ) -> Result<Self, ConfigError> {
        let text = DEMO
            .replace("{listen}", &listen.to_string())
            .replace("{pages}", &format!("http://127.0.0.1:{}", pages.port()));
        let text = text + &own.entries();
        Self::parse("the demo configuration", &text)
    }

    /// Reads and judges a configuration.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        let place = Place { file, text };
        Sections::parse(&place)?.judge(&place)
    }

    /// Gives the origin under which people open the desktop.
    pub(crate) fn own_origin(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        self.listen.public_url().map_or_else(
            || format!("{scheme}://localhost:{}", self.listen.address.port()),
            str::to_owned,
        )
    }
}

/// The file as it is written.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Sections {
    #[serde(default)]
    listen: Listen,
    tls: Option<Tls>,
    #[serde(default)]
    journal: Journal,
    #[serde(default)]
    metrics: Metrics,
    tokens: Option<Spanned<Tokens>>,
    #[serde(default)]
    discovery: Discovery,
    #[serde(default)]
    log_in: LogIn,
    #[serde(default)]
    framing: Framing,
    #[serde(default)]
    simulator: Simulator,
    business_unit: Option<business_unit::BusinessUnit>,
    #[serde(default)]
    unavailable_code: Vec<unavailable_code::Section>,
    #[serde(default)]
    team: Vec<team::Section>,
    #[serde(default)]
    disposition: Vec<disposition::Section>,
    #[serde(default)]
    skill: Vec<skill::Section>,
    #[serde(default)]
    agent: Vec<agent::Section>,
    #[serde(default)]
    panel: Vec<page::Section>,
    #[serde(default)]
    workspace: Vec<page::Section>,
    #[serde(default)]
    address_book: Vec<address_book::Section>,
    #[serde(default)]
    address_book_entry: Vec<address_book::EntrySection>,
    #[serde(default)]
    indicator: Vec<indicator::Section>,
    #[serde(default)]
    message: Vec<message::Section>,
    #[serde(default)]
    tag: Vec<tag::Section>,
}

impl Sections {
    fn parse(place: &Place<'_>) -> Result<Self, ConfigError> {
        toml::from_str(place.text).map_err(|error| place.of_toml_error(&error))
    }

    fn judge(self, place: &Place<'_>) -> Result<Config, ConfigError> {
        self.listen.judge(self.tls.is_some(), place)?;
        unavailable_code::judge(&self.unavailable_code, &self.team, place)?;
        skill::judge(&self.skill, &self.disposition, place)?;
        agent::judge(&self.agent, &self.team, &self.skill, place)?;
        page::judge(&self.panel, &self.workspace, &self.team, &self.skill, place)?;
        address_book::judge(&self.address_book, &self.address_book_entry, &self.team, place)?;
        indicator::judge(&self.indicator, &self.agent, &self.skill, place)?;
        message::judge(&self.message, &self.agent, &self.team, place)?;
        tag::judge(&self.tag, &self.skill, place)?;
        Ok(Config {
            seed: self.seed(&Setup::default(), place)?,
            listen: self.listen,
            tls: self.tls,
            journal: self.journal,
            metrics: self.metrics,
            tokens: tokens::judged(self.tokens, place)?,
            discovery: self.discovery,
            log_in: self.log_in,
            framing: self.framing,
            simulator: self.simulator,
        })
    }

    /// Judges each entry by itself. What entries say of each other may be true of others that are
    /// present.
    fn seed(&self, present: &Setup, place: &Place<'_>) -> Result<Seed, ConfigError> {
        unique(self.team.iter().map(|it| &it.id), "team", place)?;
        unique(self.unavailable_code.iter().map(|it| &it.id), "unavailable code", place)?;
        unique(self.disposition.iter().map(|it| &it.id), "disposition", place)?;
        unique(self.skill.iter().map(|it| &it.id), "skill", place)?;
        unique(self.agent.iter().map(|it| &it.id), "agent", place)?;
        unique(self.panel.iter().chain(&self.workspace).map(|it| &it.id), "page", place)?;
        unique(self.address_book.iter().map(|it| &it.id), "address book", place)?;
        unique(self.address_book_entry.iter().map(|it| &it.id), "address book entry", place)?;
        unique(self.indicator.iter().map(|it| &it.id), "indicator", place)?;
        unique(self.message.iter().map(|it| &it.id), "message", place)?;
        unique(self.tag.iter().map(|it| &it.id), "tag", place)?;
        let skills = all(self.skill.iter().map(|it| it.entry(place)))?;
        let agents = all(self.agent.iter().map(|it| it.entry(place)))?;
        let books = all(self.address_book.iter().map(|it| it.entry(place)))?;
        let entries = self.address_book_entry.iter().map(address_book::EntrySection::entry);
        let indicators = all(self.indicator.iter().map(|it| it.entry(place)))?;
        let messages = all(self.message.iter().map(|it| it.entry(place)))?;
        let tags = all(self.tag.iter().map(|it| it.entry(place)))?;
        let pages = page::entries(&self.panel, &self.workspace, present, place)?;
        let business_unit = self.business_unit.as_ref().map(business_unit::BusinessUnit::entry);
        let setup = Setup {
            teams: by_id(self.team.iter().map(team::Section::entry), |team| team.id),
            unavailable_codes: by_id(
                self.unavailable_code.iter().map(unavailable_code::Section::entry),
                |code| code.id,
            ),
            dispositions: by_id(self.disposition.iter().map(disposition::Section::entry), |it| {
                it.id
            }),
            skills: by_id(skills, |skill| skill.id),
            agents: by_id(agents, |agent| agent.id),
            pages: by_id(pages, |page| page.id.clone()),
            administrators: BTreeMap::new(),
            address_books: by_id(books, |book| book.id),
            address_book_entries: by_id(entries, |entry| entry.id),
            indicators: by_id(indicators, |indicator| indicator.id),
            messages: by_id(messages, |message| message.id),
            tags: by_id(tags, |tag| tag.id),
            business_unit: business_unit.clone().unwrap_or_default(),
        };
        Ok(Seed {
            setup,
            names_business_unit: business_unit.is_some(),
            passwords: self.agent.iter().filter_map(agent::Section::password).collect(),
        })
    }
}

fn all<T>(entries: impl Iterator<Item = Result<T, ConfigError>>) -> Result<Vec<T>, ConfigError> {
    entries.collect()
}

fn by_id<K: Ord, T>(entries: impl IntoIterator<Item = T>, id: impl Fn(&T) -> K) -> BTreeMap<K, T> {
    entries.into_iter().map(|entry| (id(&entry), entry)).collect()
}

/// Finds the configuration when the command line names none.
pub(crate) fn default_path() -> PathBuf {
    PathBuf::from("cordboard.toml")
}

#[cfg(test)]
mod tests;
