//! `[tls]`: HTTPS by the server itself.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The two files that HTTPS needs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tls {
    /// The server's certificate, then those up to the authority, in PEM form.
    pub(crate) certificate: PathBuf,
    /// The certificate's private key, in PEM form.
    pub(crate) key: PathBuf,
}
