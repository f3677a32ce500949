//! Passwords: hashing and checking, on threads that may be busy for long.

use std::sync::Arc;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Checks passwords.
#[derive(Clone)]
pub(crate) struct Passwords {
    room: Arc<Semaphore>,
    /// Checked when there is no such agent, so that the answer takes as long.
    of_nobody: Arc<str>,
}

/// A place among those that are checked; nobody closes the room.
pub(crate) struct Turn {
    _place: Option<OwnedSemaphorePermit>,
}

impl Passwords {
    /// Prepares for checking.
    pub(crate) fn new() -> anyhow::Result<Self> {
        // Each check takes a processor and 19 MiB for a while: more at once only make all wait.
        let at_once = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Self {
            room: Arc::new(Semaphore::new(at_once)),
            of_nobody: hash("no password is this one")?.into(),
        })
    }

    /// Waits for a place among those that are checked.
    pub(crate) async fn turn(&self) -> Turn {
        Turn { _place: Arc::clone(&self.room).acquire_owned().await.ok() }
    }

    /// Says whether a password is the one of the hash; without a hash it never is.
    pub(crate) async fn hold(&self, _: &Turn, hash: Option<String>, password: String) -> bool {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| String::from(&*self.of_nobody));
        let checked = tokio::task::spawn_blocking(move || verify(&hash, &password)).await;
        known && checked.unwrap_or(false)
    }
}

impl Passwords {
    /// Makes the hash that is kept.
    pub(crate) async fn hash(&self, password: String) -> anyhow::Result<String> {
        let _turn = self.turn().await;
        tokio::task::spawn_blocking(move || hash(&password)).await?
    }
}

fn verify(hash: &str, password: &str) -> bool {
    argon2::PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Makes the hash that the configuration holds.
pub(crate) fn hash(password: &str) -> anyhow::Result<String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| anyhow::anyhow!("the password cannot be hashed: {error}"))
}
