//! What there is to call, for programs and people.

mod document;

pub(crate) use document::*;
