//! The bindings of `page_bridge.js`.

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessagePort};

#[wasm_bindgen(module = "/src/page_bridge/page_bridge.js")]
extern "C" {
    pub(super) fn classify(events: &Array, numbers: &mut [f64]) -> bool;
    #[wasm_bindgen(js_name = nextUnknown)]
    pub(super) fn next_unknown() -> Option<Array>;
    pub(super) fn know(is_type: bool, name: &JsValue, code: u32);
    pub(super) fn pick(events: &Array, places: &[u32]) -> Array;
    #[wasm_bindgen(js_name = postToWindow)]
    pub(super) fn post_to_window(
        target: &web_sys::Window,
        origin: &JsString,
        contact_id: f64,
        events: &Array,
        epoch: Option<&str>,
        seq: f64,
    );
    #[wasm_bindgen(js_name = postToPort)]
    pub(super) fn post_to_port(
        port: &MessagePort,
        contact_id: f64,
        events: &Array,
        epoch: Option<&str>,
        seq: f64,
    );
    #[wasm_bindgen(js_name = postToPopOut, catch)]
    pub(super) fn post_to_pop_out(
        channel: &BroadcastChannel,
        origin: &JsString,
        contact_id: f64,
        events: &Array,
        epoch: Option<&str>,
        seq: f64,
        port: Option<u32>,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(js_name = postAsIs, catch)]
    pub(super) fn post_as_is(
        target: &web_sys::Window,
        origin: &JsString,
        message: &JsValue,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(js_name = postAsIsToPopOut, catch)]
    pub(super) fn post_as_is_to_pop_out(
        channel: &BroadcastChannel,
        origin: &JsString,
        message: &JsValue,
        port: Option<u32>,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(js_name = eventsOf)]
    pub(super) fn events_of(message: &JsValue) -> Option<Array>;
    pub(super) fn acknowledge(contact_id: f64, reason: &str, status: &str) -> JsValue;
    #[wasm_bindgen(js_name = grantingAcknowledge)]
    pub(super) fn granting_acknowledge(
        contact_id: f64,
        reason: &str,
        status: &str,
        extensions: &Array,
        recovered: Option<bool>,
        epoch: Option<&str>,
        seq: f64,
    ) -> JsValue;
    #[wasm_bindgen(js_name = commandReceipt)]
    pub(super) fn command_receipt(
        request_id: &JsValue,
        status: &str,
        reason: Option<&str>,
    ) -> JsValue;
    #[wasm_bindgen(js_name = contactFocus)]
    pub(super) fn contact_focus(contact_id: f64) -> JsValue;
    #[wasm_bindgen(js_name = pageLifecycle)]
    pub(super) fn page_lifecycle(state: &str) -> JsValue;
    #[wasm_bindgen(js_name = sessionInfo)]
    pub(super) fn session_info(token: &str) -> JsValue;
    #[wasm_bindgen(js_name = readMessage, catch)]
    pub(super) fn read_message(
        data: &JsValue,
        text_limit: usize,
        issuer_limit: usize,
        picture_limit: usize,
        entry_limit: usize,
    ) -> Result<Option<Array>, JsValue>;
}
