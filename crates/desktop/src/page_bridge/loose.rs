//! What a page posted, taken shallowly and bounded.

use cordboard_broker::{Loose, LooseCard, LooseMessage, LooseResume};
use cordboard_protocol::page::{ISSUER_LIMIT, PICTURE_LIMIT, SUBSCRIPTION_TYPES_READ, TEXT_LIMIT};
use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};

use super::js;

/// Reads `event.data`, whatever it is. Nothing in it can run, and nothing in it is read further than its limits.
#[must_use]
pub fn read_message(data: &JsValue) -> LooseMessage {
    let keys =
        js::read_message(data, TEXT_LIMIT, ISSUER_LIMIT, PICTURE_LIMIT, SUBSCRIPTION_TYPES_READ);
    let Ok(Some(keys)) = keys else { return LooseMessage::default() };
    let (name, user_img) = (keys.get(4), keys.get(5));
    let card = LooseCard { name: loose(&name), user_img: loose(&user_img) };
    let resume = LooseResume { epoch: loose(&keys.get(8)), seq: loose(&keys.get(9)) };
    LooseMessage {
        message_type: loose(&keys.get(0)),
        issuer: loose(&keys.get(1)),
        contact_id: loose(&keys.get(2)),
        subscription_types: loose(&keys.get(3)),
        contact_card_data: (!name.is_undefined()).then_some(card),
        extensions: loose(&keys.get(6)),
        resume: keys.get(7).is_truthy().then_some(resume),
        request_id: loose(&keys.get(10)),
        on: loose(&keys.get(11)),
    }
}

/// Takes a pair of kind and value, as `page_bridge.js` makes them.
fn loose(pair: &JsValue) -> Loose {
    let Some(pair) = pair.dyn_ref::<Array>() else { return Loose::Undefined };
    let value = pair.get(1);
    let text = || value.as_string().unwrap_or_default();
    match Kind::of(&pair.get(0)) {
        Kind::Undefined => Loose::Undefined,
        Kind::Null => Loose::Null,
        Kind::Bool => Loose::Bool(value.is_truthy()),
        Kind::Number => Loose::Number(value.as_f64().unwrap_or(f64::NAN)),
        Kind::BigInt => Loose::BigInt(text()),
        Kind::Text => Loose::Text(text()),
        Kind::LongText => Loose::LongText(text()),
        Kind::Array => {
            let entries = value.dyn_ref::<Array>();
            Loose::Array(entries.into_iter().flat_map(Array::iter).map(|it| loose(&it)).collect())
        }
        Kind::Other => Loose::Other(text()),
    }
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

    fn of(number: &JsValue) -> Self {
        let number = number.as_f64().unwrap_or_default();
        let mut kinds = (0_u8..).zip(Self::ALL);
        let its = kinds.find(|(place, _)| (f64::from(*place) - number).abs() < 0.5);
        its.map_or(Self::Undefined, |(_, kind)| kind)
    }
}
