//! What the handlers have at hand.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use cordboard_acd::{Setup, setup::Page};
use cordboard_journal::Journal;
use cordboard_protocol::problem::ProblemType;

use crate::{
    administration::InitCode,
    attempts::Attempts,
    clock::Clock,
    config::Config,
    floor::FloorHandle,
    framing::FramingLook,
    http::Rules,
    log_in_page::LogInPage,
    metrics::{Metrics, MetricsToken},
    passwords::Passwords,
    problem::Refused,
    random::Random,
    readiness::ReadinessSign,
    simulator::Customers,
    static_files::StaticFiles,
    tokens::{Codes, RefreshTokens, TokenKeys, Tokens},
};

/// What the handlers have at hand; cheap to clone.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Inner>);

/// All of it.
pub(crate) struct Inner {
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    pub(crate) readiness: ReadinessSign,
    pub(crate) metrics: Metrics,
    pub(crate) metrics_token: Option<MetricsToken>,
    pub(crate) floor: FloorHandle,
    /// Once it is open; for the contact history alone.
    pub(crate) journal: OnceLock<Arc<dyn Journal>>,
    pub(crate) token_keys: Arc<TokenKeys>,
    pub(crate) tokens: Tokens,
    pub(crate) refresh_tokens: RefreshTokens,
    pub(crate) codes: Codes,
    pub(crate) log_in_page: LogInPage,
    pub(crate) passwords: Passwords,
    pub(crate) attempts: Attempts,
    /// Makes the first administrator.
    pub(crate) init_code: InitCode,
    pub(crate) rules: Rules,
    /// Whether pages let themselves be framed.
    pub(crate) framing: FramingLook,
    pub(crate) static_files: StaticFiles,
    /// Only while the line simulator is switched on.
    pub(crate) customers: Option<Arc<dyn Customers>>,
}

impl AppState {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// Gives the journal whose contact history holds all that is durable now.
    pub(crate) async fn caught_up_journal(&self) -> Result<Arc<dyn Journal>, Refused> {
        let journal = self.journal.get().cloned().ok_or(ProblemType::JournalUnavailable)?;
        let own = Arc::clone(&journal);
        // On a task of its own: a client that goes away breaks no writing off.
        let caught_up = tokio::spawn(async move {
            match own.history() {
                Some(history) => history.catch_up().await.map(drop),
                None => Ok(()),
            }
        });
        caught_up.await.map_err(|_| ProblemType::Internal)??;
        Ok(journal)
    }

    /// Says whether scripts of an origin may call the agent API.
    pub(crate) fn may_script(&self, origin: &str) -> bool {
        let heard = |page: &Page| page.origins.iter().any(|own| own == origin);
        self.rules.origins.contains(origin) || self.setup().pages.values().any(heard)
    }

    /// Gives the business unit's configuration as it is now.
    pub(crate) fn setup(&self) -> Arc<Setup> {
        self.floor.setup()
    }
}

impl Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
