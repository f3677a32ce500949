//! What a page posted, taken shallowly and bounded.

use cordboard_broker::{Loose, LooseCard, LooseMessage, LooseResume};
use cordboard_protocol::page::{ISSUER_LIMIT, PICTURE_LIMIT, SUBSCRIPTION_TYPES_READ, TEXT_LIMIT};
use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};

use super::js;

/// Reads `event.data`, whatever it is. Nothing in it can run, and nothing in it is read further than its limits.
#[must_use]
pub fn read_message(data: &JsValue) -> LooseMessage {
    let read =
        js::read_message(data, TEXT_LIMIT, ISSUER_LIMIT, PICTURE_LIMIT, SUBSCRIPTION_TYPES_READ);
    let mut message = LooseMessage::default();
    let Ok(Some(read)) = read else { return message };
    for at in (0..read.length()).step_by(2) {
        let code = small_number(&read.get(at));
        let (key, kind) = (code / Kind::ALL.len(), Kind::of(code % Kind::ALL.len()));
        take(&mut message, key, loose(kind, &read.get(at + 1)));
    }
    message
}

/// Takes a key's value by the key's number in `page_bridge.js`.
fn take(message: &mut LooseMessage, key: usize, value: Loose) {
    match key {
        0 => message.message_type = value,
        1 => message.issuer = value,
        2 => message.contact_id = value,
        3 => message.subscription_types = value,
        4 => message.contact_card_data = Some(LooseCard::default()),
        5 => message.contact_card_data.get_or_insert_default().name = value,
        6 => message.contact_card_data.get_or_insert_default().user_img = value,
        7 => message.extensions = value,
        8 => message.resume = Some(LooseResume::default()),
        9 => message.resume.get_or_insert_default().epoch = value,
        10 => message.resume.get_or_insert_default().seq = value,
        11 => message.request_id = value,
        12 => message.on = value,
        13 => message.resume.get_or_insert_default().state = value,
        _ => {}
    }
}

fn loose(kind: Kind, value: &JsValue) -> Loose {
    let text = || value.as_string().unwrap_or_default();
    match kind {
        Kind::Undefined => Loose::Undefined,
        Kind::Null => Loose::Null,
        Kind::Bool => Loose::Bool(value.is_truthy()),
        Kind::Number => Loose::Number(value.as_f64().unwrap_or(f64::NAN)),
        Kind::BigInt => Loose::BigInt(text()),
        Kind::Text => Loose::Text(text()),
        Kind::LongText => Loose::LongText(text()),
        Kind::Array => {
            let entries = value.dyn_ref::<Array>();
            Loose::Array(entries.into_iter().flat_map(Array::iter).map(|it| entry(&it)).collect())
        }
        Kind::Other => Loose::Other(text()),
    }
}

/// Takes an entry of an array: a pair of kind and value.
fn entry(pair: &JsValue) -> Loose {
    let Some(pair) = pair.dyn_ref::<Array>() else { return Loose::Undefined };
    loose(Kind::of(small_number(&pair.get(0))), &pair.get(1))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small whole number from `page_bridge.js`"
)]
fn small_number(value: &JsValue) -> usize {
    value.as_f64().unwrap_or_default() as usize
}

#[derive(Clone, Copy)]
enum Kind {
    Undefined,
    Null,
    Bool,
    Number,
    BigInt,
    Text,
    LongText,
    Array,
    Other,
}

impl Kind {
    /// In the order of the numbers in `page_bridge.js`.
    const ALL: [Self; 9] = [
        Self::Undefined,
        Self::Null,
        Self::Bool,
        Self::Number,
        Self::BigInt,
        Self::Text,
        Self::LongText,
        Self::Array,
        Self::Other,
    ];

    fn of(number: usize) -> Self {
        Self::ALL.get(number).copied().unwrap_or(Self::Undefined)
    }
}
