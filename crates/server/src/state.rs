//! What the handlers have at hand.

use std::{ops::Deref, sync::Arc};

use crate::{
    attempts::Attempts,
    clock::Clock,
    config::Config,
    floor::FloorHandle,
    http::Rules,
    passwords::Passwords,
    random::Random,
    readiness::ReadinessSign,
    simulator::Customers,
    static_files::StaticFiles,
    tokens::{RefreshTokens, Tokens},
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
    pub(crate) floor: FloorHandle,
    pub(crate) tokens: Tokens,
    pub(crate) refresh_tokens: RefreshTokens,
    pub(crate) passwords: Passwords,
    pub(crate) attempts: Attempts,
    pub(crate) rules: Rules,
    pub(crate) static_files: StaticFiles,
    /// Only while the line simulator is switched on.
    pub(crate) customers: Option<Arc<dyn Customers>>,
}

impl AppState {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }
}

impl Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
