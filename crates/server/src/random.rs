//! The one source of randomness of the program.

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use cordboard_acd::SessionKey;
use thiserror::Error;

/// Draws what must be unguessable.
#[derive(Debug, Clone, Default)]
pub(crate) struct Random(SystemRandom);

/// The operating system gave no randomness.
#[derive(Debug, Clone, Copy, Error)]
#[error("the operating system gave no randomness")]
pub(crate) struct NoRandomness;

impl Random {
    /// Draws a key of an agent session.
    pub(crate) fn session_key(&self) -> Result<SessionKey, NoRandomness> {
        self.bytes().map(SessionKey)
    }

    /// Draws bytes.
    pub(crate) fn bytes<const N: usize>(&self) -> Result<[u8; N], NoRandomness> {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes).map_err(|_| NoRandomness)?;
        Ok(bytes)
    }
}
