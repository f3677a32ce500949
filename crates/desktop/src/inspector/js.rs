//! The bindings of `inspector.js`.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/inspector/inspector.js")]
extern "C" {
    pub(super) fn write(value: &JsValue, kept: usize, measured: usize) -> Array;
    #[wasm_bindgen(js_name = writePosted)]
    pub(super) fn write_posted(
        contact_id: f64,
        events: &Array,
        epoch: Option<&str>,
        seq: &str,
        kept: usize,
        measured: usize,
    ) -> Array;
    pub(super) fn pretty(text: &str) -> String;
    pub(super) fn look(data: &JsValue, most: usize, limit: usize) -> JsValue;
    pub(super) fn brief(events: &Array, most: usize) -> Array;
    pub(super) fn download(name: &str, text: &str);
    #[wasm_bindgen(js_name = chosenText)]
    pub(super) fn chosen_text(input: &JsValue, most: f64) -> Promise;
}
