//! The ports that the page transferred: they cannot leave this window, so the desktop knows their numbers alone.

use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, MessagePort};

#[derive(Default)]
pub(super) struct RelayedPorts {
    held: Vec<Held>,
    last: u32,
}

struct Held {
    number: u32,
    port: MessagePort,
    /// Of the document that transferred it.
    origin: String,
    /// Hears the port, from the first message over it on.
    listener: Option<Closure<dyn Fn(MessageEvent)>>,
}

impl RelayedPorts {
    /// Keeps a port until [`Self::end`].
    pub(super) fn hold(&mut self, port: MessagePort, origin: &str) -> u32 {
        self.last += 1;
        let (number, origin) = (self.last, origin.to_owned());
        self.held.push(Held { number, port, origin, listener: None });
        number
    }

    pub(super) fn end(&mut self, number: u32) {
        if let Some(place) = self.held.iter().position(|held| held.number == number) {
            let held = self.held.swap_remove(place);
            held.port.set_onmessage(None);
            held.port.close();
        }
    }

    /// Posts over the port; `heard` is told what comes back over it.
    pub(super) fn post(
        &mut self,
        number: u32,
        post: &JsValue,
        heard: impl Fn(&str, &JsValue) + 'static,
    ) {
        let Some(held) = self.held.iter_mut().find(|held| held.number == number) else { return };
        if held.listener.is_none() {
            let origin = held.origin.clone();
            let listener = held.listener.insert(Closure::new(move |event: MessageEvent| {
                heard(&origin, &event.data());
            }));
            // Starts the port, too.
            held.port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
        // What can come through the channel can go through a port.
        let _ = held.port.post_message(post);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small whole number that was counted here"
)]
pub(super) fn number(said: &JsValue) -> Option<u32> {
    said.as_f64().map(|number| number as u32)
}
