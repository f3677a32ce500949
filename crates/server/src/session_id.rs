//! The ids by which clients name an agent session: who, and how far its events have been received.
//!
//! Clients in the field rewrite the first `60` of an address when they retry, so neither `6` nor
//! `0` may occur; nor may `-`, at which some cut. What is left are 60 characters.

use aws_lc_rs::digest::{SHA256, digest};
use cordboard_acd::{EventNumber, SessionKey};

const ALPHABET: &[u8; 60] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz12345789";

/// 60^22 is more than 2^128.
const KEY_CHARS: usize = 22;
/// 60^11 is more than 2^64.
const NUMBER_CHARS: usize = 11;
/// 60^6 is more than 2^35: a slip of the hand is found, and the key keeps strangers out.
const CHECK_CHARS: usize = 6;

/// What a session id says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SessionId {
    /// Names the agent session to one of its readers.
    pub(crate) key: SessionKey,
    /// All events up to this one have been received.
    pub(crate) received: EventNumber,
}

impl SessionId {
    /// Writes it.
    pub(crate) fn text(self) -> String {
        let mut text = String::with_capacity(KEY_CHARS + NUMBER_CHARS + CHECK_CHARS);
        write(&mut text, u128::from_be_bytes(self.key.0), KEY_CHARS);
        write(&mut text, u128::from(self.received.0), NUMBER_CHARS);
        write(&mut text, self.check(), CHECK_CHARS);
        text
    }

    /// Reads one. None that was not written by [`SessionId::text`] is read.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if text.len() != KEY_CHARS + NUMBER_CHARS + CHECK_CHARS || !text.is_ascii() {
            return None;
        }
        let (key, rest) = text.split_at(KEY_CHARS);
        let (number, check) = rest.split_at(NUMBER_CHARS);
        let id = Self {
            key: SessionKey(read(key)?.to_be_bytes()),
            received: EventNumber(u64::try_from(read(number)?).ok()?),
        };
        (read(check)? == id.check()).then_some(id)
    }

    fn check(self) -> u128 {
        let mut bytes = [0; 24];
        bytes[..16].copy_from_slice(&self.key.0);
        bytes[16..].copy_from_slice(&self.received.0.to_be_bytes());
        let digest = digest(&SHA256, &bytes);
        let first =
            digest.as_ref().iter().take(8).fold(0, |all, byte| all << 8 | u128::from(*byte));
        first % 60_u128.pow(6)
    }
}

fn write(text: &mut String, mut number: u128, chars: usize) {
    for _ in 0..chars {
        let digit = usize::try_from(number % 60).unwrap_or_default();
        text.push(char::from(ALPHABET[digit]));
        number /= 60;
    }
}

fn read(text: &str) -> Option<u128> {
    text.bytes().rev().try_fold(0_u128, |number, byte| {
        let digit = ALPHABET.iter().position(|letter| *letter == byte)?;
        number.checked_mul(60)?.checked_add(u128::try_from(digit).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ids() -> impl Strategy<Value = SessionId> {
        (any::<[u8; 16]>(), any::<u64>()).prop_map(|(key, number)| SessionId {
            key: SessionKey(key),
            received: EventNumber(number),
        })
    }

    proptest! {
        #[test]
        fn an_id_is_read_as_it_was_written(id in ids()) {
            prop_assert_eq!(SessionId::read(&id.text()), Some(id));
        }

        #[test]
        fn an_id_carries_no_6_no_0_and_no_hyphen(id in ids()) {
            prop_assert!(id.text().bytes().all(|byte| byte.is_ascii_alphanumeric()));
            prop_assert!(!id.text().contains(['6', '0', '-']));
        }

        #[test]
        fn an_id_with_one_other_character_is_none(
            id in ids(), place in 0..39_usize, other in any::<char>()
        ) {
            let text = id.text();
            let changed: String = text
                .chars()
                .enumerate()
                .map(|(index, char)| if index == place { other } else { char })
                .collect();
            prop_assume!(changed != text);
            prop_assert_eq!(SessionId::read(&changed), None);
        }

        #[test]
        fn no_other_text_is_an_id(text in ".{0,60}") {
            prop_assert_eq!(SessionId::read(&text), None);
        }
    }
}
