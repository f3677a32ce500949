//! The token with which a Prometheus elsewhere reads what is measured.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use aws_lc_rs::constant_time::verify_slices_are_equal;
use thiserror::Error;

/// The token of `[metrics]`.
pub(crate) struct MetricsToken(Vec<u8>);

/// Why there is none.
#[derive(Debug, Error)]
pub(crate) enum MetricsTokenError {
    /// The file cannot be read.
    #[error("the token of [metrics] in {} cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    /// It can be guessed.
    #[error(
        "the token of [metrics] in {} has fewer than {LEAST} characters; `openssl rand -hex 24` \
         makes one",
        path.display()
    )]
    TooShort { path: PathBuf },
}

/// It cannot be tried out in any time that counts.
const LEAST: usize = 24;

impl MetricsToken {
    pub(crate) fn read(path: &Path) -> Result<Self, MetricsTokenError> {
        let text = fs::read_to_string(path)
            .map_err(|source| MetricsTokenError::Unreadable { path: path.to_owned(), source })?;
        let token = text.trim();
        if token.len() < LEAST {
            return Err(MetricsTokenError::TooShort { path: path.to_owned() });
        }
        Ok(Self(token.as_bytes().to_vec()))
    }

    pub(crate) fn is(&self, given: &str) -> bool {
        verify_slices_are_equal(&self.0, given.as_bytes()).is_ok()
    }
}
