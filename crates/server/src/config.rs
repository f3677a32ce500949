//! The configuration: `cordboard.toml`, read once, judged whole, then trusted.
//!
//! Each section is one file below. `config.default.toml` documents every key.

mod agent;
mod business_unit;
mod disposition;
mod journal;
mod listen;
mod metrics;
mod page;
mod place;
mod simulator;
mod skill;
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

pub(crate) use journal::Journal;
pub(crate) use listen::Listen;
pub(crate) use metrics::Metrics;
pub(crate) use page::Origin;
pub(crate) use place::ConfigError;
pub(crate) use simulator::Simulator;
pub(crate) use tls::Tls;
pub(crate) use tokens::Tokens;

use place::Place;

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
    /// The argon2 hashes of the agents' passwords.
    pub(crate) passwords: Vec<(AgentId, Private)>,
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
    pub(crate) fn demo(listen: SocketAddr, pages: SocketAddr) -> Result<Self, ConfigError> {
        let text = DEMO
            .replace("{listen}", &listen.to_string())
            .replace("{pages}", &format!("http://127.0.0.1:{}", pages.port()));
        Self::parse("the demo configuration", &text)
    }

    /// Reads and judges a configuration.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        let place = Place { file, text };
        let sections: Sections =
            toml::from_str(text).map_err(|error| place.of_toml_error(&error))?;
        sections.judge(&place)
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
    #[serde(default)]
    tokens: Tokens,
    #[serde(default)]
    simulator: Simulator,
    #[serde(default)]
    business_unit: business_unit::BusinessUnit,
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
}

impl Sections {
    fn judge(self, place: &Place<'_>) -> Result<Config, ConfigError> {
        self.listen.judge(self.tls.is_some(), place)?;
        let teams = team::judge(&self.team, place)?;
        let unavailable_codes = unavailable_code::judge(&self.unavailable_code, &self.team, place)?;
        let dispositions = disposition::judge(&self.disposition, place)?;
        let skills = skill::judge(&self.skill, &self.disposition, place)?;
        let (agents, passwords) = agent::judge(&self.agent, &self.team, &self.skill, place)?;
        let pages = page::judge(&self.panel, &self.workspace, &self.team, &self.skill, place)?;
        let setup = Setup {
            business_unit: self.business_unit.judged(),
            teams: by_id(teams, |team| team.id),
            unavailable_codes: by_id(unavailable_codes, |code| code.id),
            dispositions: by_id(dispositions, |disposition| disposition.id),
            skills: by_id(skills, |skill| skill.id),
            agents: by_id(agents, |agent| agent.id),
            pages: by_id(pages, |page| page.id.clone()),
            administrators: BTreeMap::new(),
        };
        Ok(Config {
            listen: self.listen,
            tls: self.tls,
            journal: self.journal,
            metrics: self.metrics,
            tokens: self.tokens,
            simulator: self.simulator,
            seed: Seed { setup, passwords },
        })
    }
}

fn by_id<K: Ord, T>(entries: Vec<T>, id: impl Fn(&T) -> K) -> BTreeMap<K, T> {
    entries.into_iter().map(|entry| (id(&entry), entry)).collect()
}

/// Finds the configuration when the command line names none.
pub(crate) fn default_path() -> PathBuf {
    PathBuf::from("cordboard.toml")
}

#[cfg(test)]
mod tests;
