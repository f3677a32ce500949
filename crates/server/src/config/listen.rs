//! `[listen]`: where the server listens, and under which names.

use std::{net::SocketAddr, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::page::Origin;

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Listen {
    /// Where the desktop and the agent API are.
    pub(crate) address: SocketAddr,
    /// Under which origin people open the desktop; without it, `http://localhost:PORT`.
    pub(crate) origin: Option<Origin>,
    /// The data folder.
    pub(crate) data: PathBuf,
    /// Further origins whose scripts may call the agent API.
    pub(crate) cors_origins: Vec<Origin>,
    /// Who may show the desktop in a frame.
    pub(crate) frame_ancestors: Vec<Origin>,
    /// The node's name in events.
    pub(crate) node: String,
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 8440)),
            origin: None,
            data: PathBuf::from("cordboard-data"),
            cors_origins: Vec::new(),
            frame_ancestors: Vec::new(),
            node: "node1".to_owned(),
        }
    }
}
