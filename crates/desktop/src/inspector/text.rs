//! Values of JavaScript as texts, bounded and without secrets.

use cordboard_broker::ToPage;
use cordboard_broker::inspect::{KEYS_LOOKED_AT, Key, PostedBrief, Shape};
use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};

use super::js;
use super::log::Raw;
use crate::page_bridge::{PageBridge, contact_number};

/// How many characters of a message are kept: five times what the host puts into one, and little enough to be shown.
const KEPT: usize = 65_536;
/// How many characters of a message are counted: more than a contact card with its picture has.
const MEASURED: usize = 524_288;
/// How long a key, or a text beside it, may be to be looked at: the longest message type has 25 letters.
const LOOKED_AT: usize = 64;
/// How many events of a message are named; a sentence names fewer.
const NAMED: usize = 16;

/// What a page posted.
pub(super) fn raw(bridge: &PageBridge, data: &JsValue) -> Raw {
    taken(bridge, &js::write(data, KEPT, MEASURED))
}

/// What was posted to a page.
pub(super) fn raw_posted(bridge: &PageBridge, message: &ToPage, events: &Array) -> Raw {
    let contact = contact_number(message.contact_id);
    let place = message.place.as_ref();
    let epoch = place.map(|place| &*place.epoch);
    let seq = place.map_or(0, |place| place.seq);
    taken(bridge, &js::write_posted(contact, events, epoch, &seq.to_string(), KEPT, MEASURED))
}

/// What a posted value looks like.
pub(super) fn shape(data: &JsValue) -> Shape {
    let seen = js::look(data, KEYS_LOOKED_AT, LOOKED_AT);
    if let Some(names_type) = seen.as_bool() {
        return Shape::Text { names_type };
    }
    let Some(seen) = seen.dyn_ref::<Array>() else { return Shape::Other };
    let values: Vec<JsValue> = seen.iter().collect();
    let key = |three: &[JsValue]| match three {
        [name, text, holds_type] => Some(Key {
            name: name.as_string().unwrap_or_default(),
            text: text.as_string(),
            holds_type: holds_type.is_truthy(),
        }),
        _ => None,
    };
    Shape::Object(values.chunks_exact(3).filter_map(key).collect())
}

/// The events of a message, in brief: as many as a sentence may name, and how many there are.
pub(super) fn briefs(events: &Array) -> Vec<PostedBrief> {
    let told: Vec<String> =
        js::brief(events, NAMED).iter().map(|text| text.as_string().unwrap_or_default()).collect();
    let brief = |four: &[String]| match four {
        [name, contact, state, reason] => Some(PostedBrief {
            name: name.clone(),
            contact: contact.clone(),
            state: state.clone(),
            reason: reason.clone(),
        }),
        _ => None,
    };
    let mut briefs: Vec<PostedBrief> = told.chunks_exact(4).filter_map(brief).collect();
    let count = usize::try_from(events.length()).unwrap_or(usize::MAX);
    // Only counted: a first message may hold the states of very many contacts.
    briefs.resize(briefs.len().max(count.min(MOST_COUNTED)), PostedBrief::default());
    briefs
}

/// More contacts nobody has.
const MOST_COUNTED: usize = 10_000;

/// What is posted, as a list shows it.
pub(super) fn kind(briefs: &[PostedBrief]) -> String {
    match briefs {
        [] => "(no events)".into(),
        [one] => one.name.clone(),
        [first, rest @ ..] => format!("{} +{}", first.name, rest.len()),
    }
}

fn taken(bridge: &PageBridge, written: &Array) -> Raw {
    let text = written.get(0).as_string().unwrap_or_default();
    Raw {
        text: bridge.without_tokens(text),
        is_json: written.get(1).is_truthy(),
        is_cut: written.get(2).is_truthy(),
        bytes: whole(&written.get(3)),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a length that inspector.js counted; anything else saturates"
)]
fn whole(number: &JsValue) -> u64 {
    number.as_f64().unwrap_or_default() as u64
}
