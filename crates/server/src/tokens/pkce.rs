//! PKCE (RFC 7636): whoever exchanges a code proves to be who asked for it.

use aws_lc_rs::{
    constant_time::verify_slices_are_equal,
    digest::{SHA256, digest},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// A code challenge of method S256.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Challenge([u8; 32]);

impl Challenge {
    /// Reads it; anything but the base64url of 256 bits is none.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// Says whether a verifier is the one that the challenge was made of.
    pub(crate) fn is_met_by(&self, verifier: &str) -> bool {
        let made = digest(&SHA256, verifier.as_bytes());
        is_verifier(verifier) && verify_slices_are_equal(made.as_ref(), &self.0).is_ok()
    }
}

/// 43 to 128 characters that stand in an address as they are.
fn is_verifier(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&text.len()) && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn the_example_of_the_rfc_is_met() {
        let challenge = Challenge::read(CHALLENGE).unwrap();
        assert!(challenge.is_met_by(VERIFIER));
        for other in
            [CHALLENGE, "", &VERIFIER[1..], &format!("{VERIFIER}A"), &VERIFIER.to_lowercase()]
        {
            assert!(!challenge.is_met_by(other), "{other}");
        }
    }

    #[test]
    fn a_verifier_is_neither_too_short_nor_too_long_nor_of_other_characters() {
        let of = |verifier: &str| {
            let digest = digest(&SHA256, verifier.as_bytes());
            let challenge = Challenge::read(&URL_SAFE_NO_PAD.encode(digest.as_ref())).unwrap();
            challenge.is_met_by(verifier)
        };
        assert!(of(&"a".repeat(43)) && of(&"~".repeat(128)));
        assert!(!of(&"a".repeat(42)) && !of(&"a".repeat(129)) && !of(&"ä".repeat(43)));
        assert!(!of(&format!("{}+", "a".repeat(43))));
    }

    #[test]
    fn a_challenge_is_the_base64url_of_256_bits() {
        for wrong in
            ["", "abc", &CHALLENGE[1..], &format!("{CHALLENGE}="), &CHALLENGE.replace('-', "+")]
        {
            assert!(Challenge::read(wrong).is_none(), "{wrong}");
        }
    }
}
