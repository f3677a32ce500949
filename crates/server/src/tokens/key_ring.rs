//! The keys of the token signatures, kept in the data folder: the one that signs, and the public
//! halves of those before it, until the last token that they signed has expired.

use std::{
    fmt::Write as _,
    fs::{self, OpenOptions},
    io::{self, Write},
    mem,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use cordboard_acd::Time;
use cordboard_protocol::discovery::{Jwk, Jwks};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, jwk};
use thiserror::Error;
use tokio::sync::Mutex;

use crate::{clock::Clock, config};

use super::key::{PublicKey, SigningKey};

/// Their file in the data folder.
pub(crate) const KEY_FILE: &str = "token-key.pem";

/// The keys, as all who sign and check share them.
pub(crate) struct TokenKeys {
    folder: PathBuf,
    ring: RwLock<Arc<KeyRing>>,
    /// One rotation at a time.
    rotating: Mutex<()>,
}

/// The keys at one moment.
pub(crate) struct KeyRing {
    made_at: Time,
    /// How long a token that the present key has signed may hold.
    longest_s: u32,
    current: SigningKey,
    earlier: Vec<Earlier>,
}

/// A key that signs no more.
#[derive(Clone)]
struct Earlier {
    key: PublicKey,
    /// When the last token that it signed expires.
    until: Time,
}

/// Why there is no key.
#[derive(Debug, Error)]
pub(crate) enum KeyError {
    /// The key file cannot be read or written.
    #[error("the token key {} cannot be read or written: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    /// The key file holds no RSA key.
    #[error("{} holds no RSA key; take it away and a new one is made", path.display())]
    NotAKey { path: PathBuf },
    /// The key can be read by others.
    #[error("{} can be read by others; `chmod 600` it, or take it away", path.display())]
    OpenToOthers { path: PathBuf },
    /// No key could be made.
    #[error("no RSA key could be made")]
    NotMade,
    /// The key was changed very often of late.
    #[error("{MOST_EARLIER} keys are still published: wait until tokens that they signed expire")]
    TooMany,
}

/// So many keys are published besides the present one: with a change each day that is a month.
const MOST_EARLIER: usize = 32;

/// A token that was being signed while its key was replaced.
const UNDER_WAY_S: u32 = 60;

impl TokenKeys {
    /// Reads the keys of a data folder, and makes one at the first start. `longest_s` is how long
    /// a token may hold.
    pub(crate) fn of_folder(folder: &Path, longest_s: u32, now: Time) -> Result<Self, KeyError> {
        let path = folder.join(KEY_FILE);
        let wrong = |source| KeyError::File { path: path.clone(), source };
        let ring = match fs::metadata(&path) {
            Ok(metadata) if metadata.permissions().mode() & 0o077 != 0 => {
                return Err(KeyError::OpenToOthers { path });
            }
            Ok(_) => {
                let text = fs::read_to_string(&path).map_err(wrong)?;
                let not_a_key = || KeyError::NotAKey { path: path.clone() };
                let mut ring = KeyRing::read(&text, now).ok_or_else(not_a_key)?;
                ring.longest_s = ring.longest_s.max(longest_s);
                if ring.text() != text {
                    ring.write(folder)?;
                }
                ring
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let ring = KeyRing::make(longest_s, now)?;
                ring.write(folder)?;
                ring
            }
            Err(error) => return Err(wrong(error)),
        };
        let ring = RwLock::new(Arc::new(ring));
        Ok(Self { folder: folder.to_owned(), ring, rotating: Mutex::default() })
    }

    /// Gives the keys as they are now.
    pub(crate) fn ring(&self) -> Arc<KeyRing> {
        Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Lets a new key sign from now on. The one before is published until its last token has
    /// expired; with `at_once`, no longer: what it signed does not hold any more.
    pub(crate) async fn rotate(
        self: &Arc<Self>,
        longest_s: u32,
        at_once: bool,
        now: Time,
    ) -> Result<(), KeyError> {
        let _alone = self.rotating.lock().await;
        let keys = Arc::clone(self);
        // To make a key takes a processor for a while.
        let rotated = tokio::task::spawn_blocking(move || {
            let next = keys.ring().next(longest_s, at_once, now)?;
            next.write(&keys.folder)?;
            *keys.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
            Ok(())
        });
        rotated.await.map_err(|_| KeyError::NotMade)?
    }

    /// Replaces the key whenever it is old enough.
    pub(crate) async fn keep_rotated(self: Arc<Self>, config: config::Tokens, clock: Clock) {
        loop {
            let due = self.ring().made_at().plus_s(config.rotate_key_s);
            let wait = Duration::from_millis(due.ms_since(clock.now()));
            if !wait.is_zero() {
                // The machine's clock may be set, and somebody else may replace the key.
                tokio::time::sleep(wait.min(LONGEST_SLEEP)).await;
                continue;
            }
            match self.rotate(config.longest_s(), false, clock.now()).await {
                Ok(()) => tracing::info!("a new key signs tokens from now on"),
                Err(error) => {
                    tracing::warn!(%error, "the token key was not replaced: the old one signs on");
                    tokio::time::sleep(LONGEST_SLEEP).await;
                }
            }
        }
    }
}

/// What is due is looked at anew after so long at the latest.
const LONGEST_SLEEP: Duration = Duration::from_mins(10);

impl KeyRing {
    /// When the key that signs was made.
    pub(crate) fn made_at(&self) -> Time {
        self.made_at
    }

    /// The key that signs, and its name.
    pub(super) fn signing(&self) -> (&str, &EncodingKey) {
        (&self.current.public.id, &self.current.signing)
    }

    /// The key of this name, as long as it is published.
    pub(super) fn verifying(&self, id: &str, now: Time) -> Option<&DecodingKey> {
        self.published(now).find(|key| key.id == id).map(|key| &key.verifying)
    }

    /// What `jwks_uri` gives.
    pub(crate) fn jwks(&self, now: Time) -> Jwks {
        Jwks { keys: self.published(now).filter_map(jwk_of).collect() }
    }

    fn published(&self, now: Time) -> impl Iterator<Item = &PublicKey> {
        let earlier = self.earlier.iter().filter(move |key| key.until > now);
        std::iter::once(&self.current.public).chain(earlier.map(|earlier| &earlier.key))
    }

    fn make(longest_s: u32, now: Time) -> Result<Self, KeyError> {
        let current = SigningKey::make().ok_or(KeyError::NotMade)?;
        Ok(Self { made_at: now, longest_s, current, earlier: Vec::new() })
    }

    fn next(&self, longest_s: u32, at_once: bool, now: Time) -> Result<Self, KeyError> {
        let mut next = Self::make(longest_s, now)?;
        if at_once {
            return Ok(next);
        }
        let until = now.plus_s(self.longest_s.max(longest_s).saturating_add(UNDER_WAY_S));
        next.earlier = self.earlier.iter().filter(|key| key.until > now).cloned().collect();
        next.earlier.push(Earlier { key: self.current.public.clone(), until });
        if next.earlier.len() > MOST_EARLIER {
            return Err(KeyError::TooMany);
        }
        Ok(next)
    }

    /// A file that says nothing else of its key is of an earlier version: it counts from now on.
    fn read(text: &str, now: Time) -> Option<Self> {
        let mut blocks = blocks(text)?.into_iter();
        let first = blocks.next()?;
        let current = SigningKey::read(&first.label, &first.body)?;
        let earlier = blocks.map(|block| {
            let until = Time(block.note(UNTIL)?);
            Some(Earlier { key: PublicKey::read(&block.label, &block.body)?, until })
        });
        Some(Self {
            made_at: first.note(MADE_AT).map_or(now, Time),
            longest_s: first.note(LONGEST).and_then(|it| it.try_into().ok()).unwrap_or_default(),
            current,
            earlier: earlier.collect::<Option<_>>()?,
        })
    }

    fn text(&self) -> String {
        let mut text = format!("{MADE_AT}: {}\n{LONGEST}: {}\n", self.made_at.0, self.longest_s);
        text.push_str(&self.current.pem());
        for Earlier { key, until } in &self.earlier {
            // Writing to a string cannot fail.
            let _ = write!(text, "{UNTIL}: {}\n{}", until.0, key.pem());
        }
        text
    }

    /// Under the file's name stand whole keys or none.
    fn write(&self, folder: &Path) -> Result<(), KeyError> {
        let path = folder.join(KEY_FILE);
        let draft = folder.join(format!("token-key.{}.new", std::process::id()));
        let written = write_for_owner(&draft, &self.text())
            .and_then(|()| fs::rename(&draft, &path))
            .and_then(|()| fs::File::open(folder)?.sync_all());
        written.map_err(|source| {
            // What is left of a draft is no key: it is never read.
            let _ = fs::remove_file(&draft);
            KeyError::File { path, source }
        })
    }
}

/// What stands before a key in the file. What is no key is passed over by all who read PEM.
const MADE_AT: &str = "Made-At-Ms";
const LONGEST: &str = "Longest-Token-S";
const UNTIL: &str = "Published-Until-Ms";

/// A key of the file, and what stands before it.
#[derive(Default)]
struct Block {
    notes: Vec<(String, u64)>,
    label: String,
    body: String,
}

impl Block {
    fn note(&self, name: &str) -> Option<u64> {
        self.notes.iter().find(|(its, _)| its == name).map(|(_, value)| *value)
    }
}

fn blocks(text: &str) -> Option<Vec<Block>> {
    let (mut blocks, mut block, mut within) = (Vec::new(), Block::default(), false);
    for line in text.lines().map(str::trim) {
        if let Some(label) = line.strip_prefix("-----BEGIN ") {
            label.strip_suffix("-----")?.clone_into(&mut block.label);
            within = true;
        } else if line.starts_with("-----END ") {
            blocks.push(mem::take(&mut block));
            within = false;
        } else if within {
            block.body.push_str(line);
        } else if let Some((name, value)) = line.split_once(": ") {
            block.notes.push((name.to_owned(), value.parse().ok()?));
        }
    }
    (!within).then_some(blocks)
}

fn write_for_owner(path: &Path, text: &str) -> io::Result<()> {
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn jwk_of(key: &PublicKey) -> Option<Jwk> {
    let made = jwk::Jwk::from_decoding_key(&key.verifying, Some(Algorithm::RS256)).ok()?;
    let jwk::AlgorithmParameters::RSA(jwk::RSAKeyParameters { n, e, .. }) = made.algorithm else {
        return None;
    };
    Some(Jwk {
        kid: key.id.clone(),
        kty: "RSA".to_owned(),
        n,
        e,
        alg: "RS256".to_owned(),
        key_use: "sig".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time(1_700_000_000_000);

    fn ids(keys: &TokenKeys, now: Time) -> Vec<String> {
        keys.ring().jwks(now).keys.into_iter().map(|key| key.kid).collect()
    }

    #[tokio::test]
    async fn a_key_is_published_until_its_last_token_expires_and_over_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Arc::new(TokenKeys::of_folder(folder.path(), 600, NOW).unwrap());
        let first = ids(&keys, NOW);
        assert_eq!(first.len(), 1);
        let rotated_at = NOW.plus_s(100);
        keys.rotate(600, false, rotated_at).await.unwrap();
        let both = ids(&keys, rotated_at);
        assert_eq!(both.len(), 2);
        assert_eq!(both[1], first[0]);
        assert_eq!(keys.ring().signing().0, both[0]);
        let again = Arc::new(TokenKeys::of_folder(folder.path(), 60, rotated_at).unwrap());
        assert_eq!(ids(&again, rotated_at.plus_s(600)), both);
        assert_eq!(ids(&again, rotated_at.plus_s(660)), both[..1]);
        assert_eq!(again.ring().made_at(), rotated_at);
        // Tokens of before the restart may hold longer than those of now.
        again.rotate(60, false, rotated_at.plus_s(700)).await.unwrap();
        assert_eq!(ids(&again, rotated_at.plus_s(1300)).len(), 2);
        again.rotate(60, true, rotated_at.plus_s(1300)).await.unwrap();
        assert_eq!(ids(&again, rotated_at.plus_s(1300)).len(), 1);
        let mode = fs::metadata(folder.path().join(KEY_FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_file_of_an_earlier_version_is_read_and_counts_from_now() {
        let folder = tempfile::tempdir().unwrap();
        let made = TokenKeys::of_folder(folder.path(), 600, NOW).unwrap();
        let path = folder.path().join(KEY_FILE);
        let bare = made.ring().current.pem();
        fs::write(&path, bare).unwrap();
        let later = NOW.plus_s(5);
        let read = TokenKeys::of_folder(folder.path(), 600, later).unwrap();
        assert_eq!(ids(&read, later), ids(&made, NOW));
        assert_eq!(read.ring().made_at(), later);
        let again = TokenKeys::of_folder(folder.path(), 600, later.plus_s(9)).unwrap();
        assert_eq!(again.ring().made_at(), later);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let cut = "Made-At-Ms: 1\n-----BEGIN PRIVATE KEY-----\nAAAA\n";
        for text in ["", "no key", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", cut]
        {
            assert!(KeyRing::read(text, NOW).is_none(), "{text}");
        }
    }
}
