//! The committed files that are made from these types.
//!
//! `cargo xtask codegen` runs their tests so that they write the files; otherwise they compare.

use std::fs;
use std::path::Path;

use crate::page::{LooseCard, LooseMessage, LooseResume};

/// Holds a committed file against what is made now, or writes it.
pub(crate) fn check(file: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
    if std::env::var_os("CORDBOARD_CODEGEN").is_some() {
        fs::write(path, made).expect("the folder is there");
        return;
    }
    let committed = fs::read_to_string(path).expect("it is committed");
    assert!(committed == made, "{file} is old; type: cargo xtask codegen");
}

/// Every key of a page's message: one that is read here, and that a file leaves out, would be
/// missing for pages.
pub(crate) fn every_key_that_is_read() {
    let LooseMessage {
        message_type: _,
        issuer: _,
        contact_id: _,
        subscription_types: _,
        contact_card_data: _,
        extensions: _,
        resume: _,
        request_id: _,
        on: _,
    } = LooseMessage::default();
    let LooseCard { name: _, user_img: _ } = LooseCard::default();
    let LooseResume { epoch: _, seq: _, state: _ } = LooseResume::default();
}
