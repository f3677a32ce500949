use cordboard_protocol::page::{Extension, Loose};

use super::Heard;
use crate::Note;

/// What is said of a `requestId` that brings no receipt, and of an `on` that is not read.
pub(super) fn aside(heard: &Heard<'_>) -> Option<String> {
    if heard.notes().any(|note| matches!(note, Note::InvalidRequestId)) {
        let why = "because requestId is no text of 1 to 128 characters and no number";
        return Some(format!("no receipt comes, {why}"));
    }
    if heard.standing.extensions.has(Extension::Receipts) {
        return None;
    }
    let is_given = |value: &Loose| !matches!(value, Loose::Undefined | Loose::Null);
    let without = "without the extension receipts";
    match (is_given(&heard.message.on), is_given(&heard.message.request_id)) {
        (false, false) => None,
        (true, false) => Some(format!("on is not read {without}")),
        (false, true) => Some(format!("no receipt comes {without}")),
        (true, true) => Some(format!("{without} on is not read, and no receipt comes")),
    }
}
