//! `[simulator]`: customers without a telephone network.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Simulator {
    /// Whether calls can be placed over `/simulator/v1` and `/phone`.
    pub(crate) enabled: bool,
}
