//! What the broker says, as the browser's values.

use cordboard_broker::{
    Acknowledge, CommandReceipt, ContactId, Place, PostedEvent, RequestId, ToPage,
};
use js_sys::{Array, JsString};
use wasm_bindgen::JsValue;

use super::{held_events::HeldEvents, js};

/// The parts of a message around its events.
pub(super) struct Envelope<'a> {
    pub(super) contact_id: f64,
    pub(super) epoch: Option<&'a str>,
    pub(super) seq: f64,
}

impl<'a> Envelope<'a> {
    pub(super) fn of(message: &'a ToPage) -> Self {
        let place = message.place.as_ref();
        Self {
            contact_id: contact_number(message.contact_id),
            epoch: place.map(|Place { epoch, .. }| &**epoch),
            seq: place.map_or(0.0, |place| number(place.seq)),
        }
    }
}

/// One event of a message made for one page.
pub(super) fn event(event: &PostedEvent, events: &HeldEvents) -> JsValue {
    match event {
        PostedEvent::Acknowledge(acknowledge) => acknowledgement(acknowledge),
        PostedEvent::FromAcd(event) => events.event(*event),
        PostedEvent::SessionInfo(info) => js::session_info(info.session_token()),
        PostedEvent::Receipt(receipt) => command_receipt(receipt),
        PostedEvent::Focus(focus) => js::contact_focus(contact_number(focus.contact_id())),
        PostedEvent::Lifecycle(lifecycle) => js::page_lifecycle(lifecycle.state().name()),
    }
}

fn acknowledgement(acknowledge: &Acknowledge) -> JsValue {
    let contact_id = contact_number(acknowledge.contact_id());
    let (reason, status) = (acknowledge.reason().name(), acknowledge.status().name());
    let Some(extensions) = acknowledge.extensions() else {
        return js::acknowledge(contact_id, reason, status);
    };
    let names: Array = extensions.iter().map(|it| JsString::from(it.name())).collect();
    let recovered = acknowledge.recovered();
    let (epoch, seq) = acknowledge.resume().map(|it| (it.epoch.as_str(), it.seq)).unzip();
    let seq = seq.map_or(0.0, number);
    js::granting_acknowledge(contact_id, reason, status, &names, recovered, epoch, seq)
}

fn command_receipt(receipt: &CommandReceipt) -> JsValue {
    let request_id = match receipt.request_id() {
        RequestId::Text(text) => JsValue::from_str(text),
        RequestId::Number(number) => JsValue::from_f64(*number),
    };
    let reason = receipt.reason().map(cordboard_broker::ReceiptReason::name);
    js::command_receipt(&request_id, receipt.status().name(), reason)
}

/// 0 for none.
pub(crate) fn contact_number(contact: Option<ContactId>) -> f64 {
    contact.map_or(0.0, |contact| number(contact.get()))
}

#[expect(clippy::cast_precision_loss, reason = "contact ids are at most 2^53-1, messages fewer")]
fn number(number: u64) -> f64 {
    number as f64
}
