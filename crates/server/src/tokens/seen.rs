//! Tokens that were found good, so that their signatures are not computed anew with each request:
//! a client sends the same one for an hour, and a poll every time that something happens.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use aws_lc_rs::digest::{SHA256, digest};

use super::{Judged, key_ring::KeyRing};

/// As many as connections: one token for each client of the largest floor. Each takes about
/// 60 bytes.
const MOST: usize = 40_000;

/// What good tokens say. Whether they have expired is for the caller to look at.
#[derive(Default)]
pub(super) struct Seen(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// The keys with which they were found good: with others, each is looked at anew.
    ring: Option<Arc<KeyRing>>,
    tokens: HashMap<Fingerprint, Judged>,
}

/// The SHA-256 of a token: what is kept is of no use to whoever could read it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Fingerprint([u8; 32]);

impl Fingerprint {
    pub(super) fn of(token: &str) -> Self {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        Self(bytes)
    }
}

impl Seen {
    /// Gives what a token says that was found good with these keys.
    pub(super) fn get(&self, ring: &Arc<KeyRing>, token: Fingerprint) -> Option<Judged> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = kept.ring.as_ref().is_some_and(|kept| Arc::ptr_eq(kept, ring));
        kept.tokens.get(&token).copied().filter(|_| same)
    }

    /// Keeps what a token says that was found good with these keys.
    pub(super) fn keep(&self, ring: Arc<KeyRing>, token: Fingerprint, judged: Judged, now_s: u64) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.ring.as_ref().is_some_and(|kept| Arc::ptr_eq(kept, &ring)) {
            kept.tokens.clear();
            kept.ring = Some(ring);
        }
        if kept.tokens.len() >= MOST {
            kept.tokens.retain(|_, judged| judged.expires_at_s > now_s);
        }
        if kept.tokens.len() >= MOST {
            kept.tokens.clear();
        }
        kept.tokens.insert(token, judged);
    }
}

#[cfg(test)]
mod tests {
    use cordboard_acd::{AgentId, Time};

    use super::*;
    use crate::tokens::TokenKeys;

    fn ring() -> (tempfile::TempDir, Arc<KeyRing>) {
        let folder = tempfile::tempdir().unwrap();
        let keys = TokenKeys::of_folder(folder.path(), 60, Time(1_000)).unwrap();
        (folder, keys.ring())
    }

    fn judged(agent: u64) -> Judged {
        Judged { agent: AgentId(agent), sign_in: None, expires_at_s: agent }
    }

    #[test]
    fn only_what_was_found_good_with_the_same_keys_is_known() {
        let (seen, (_folder, ring), (_other_folder, other)) = (Seen::default(), ring(), ring());
        let token = Fingerprint::of("one");
        assert_eq!(seen.get(&ring, token), None);
        seen.keep(Arc::clone(&ring), token, judged(1), 0);
        assert_eq!(seen.get(&ring, token), Some(judged(1)));
        assert_eq!(seen.get(&ring, Fingerprint::of("onf")), None);
        assert_eq!(seen.get(&other, token), None);
        seen.keep(Arc::clone(&other), Fingerprint::of("two"), judged(2), 0);
        assert_eq!(seen.get(&ring, token), None);
        assert_eq!(seen.get(&other, token), None);
    }

    #[test]
    fn there_are_never_more_than_so_many() {
        let (seen, (_folder, ring)) = (Seen::default(), ring());
        let keep = |number: u64, now_s| {
            seen.keep(
                Arc::clone(&ring),
                Fingerprint::of(&number.to_string()),
                judged(number),
                now_s,
            );
            seen.0.lock().unwrap().tokens.len()
        };
        for number in 1..=MOST as u64 {
            keep(number, 0);
        }
        // Those that have expired go first.
        assert_eq!(keep(MOST as u64 + 1, 100), MOST - 100 + 1);
        for number in 1..=99 {
            keep(1_000_000 + number, 0);
        }
        assert_eq!(keep(2_000_000, 0), 1);
    }
}
