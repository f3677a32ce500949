//! `[metrics]`: who may read what is measured.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Metrics {
    /// Holds the token for who asks from elsewhere.
    pub(crate) token_file: Option<PathBuf>,
}
