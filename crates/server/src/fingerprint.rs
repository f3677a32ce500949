//! Short names of contents: another content has another.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA256, digest};

/// Gives the first 96 bits of the SHA-256 in hexadecimal digits.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let digest = digest(&SHA256, bytes);
    digest.as_ref().iter().take(12).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
