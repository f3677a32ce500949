//! The ports that pages transferred with their registrations (P52).

use cordboard_broker::{Origin, PageId, PortNumber};
use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent, MessagePort};

use super::{js, message::Envelope};

/// A port that came with a page's message.
#[derive(Debug, Clone)]
pub enum PeerPort {
    /// The port itself.
    Here(MessagePort),
    /// A pop-out has it, and knows it by this number.
    InPopOut(BroadcastChannel, u32),
}

#[derive(Default)]
pub(super) struct Ports {
    held: Vec<Held>,
    last: u32,
}

struct Held {
    number: PortNumber,
    page: PageId,
    /// Of the document that transferred it: no other can post over it.
    origin: Origin,
    port: PeerPort,
    /// Hears the port, from the first message over it on.
    listener: Option<Closure<dyn Fn(MessageEvent)>>,
}

impl Ports {
    /// Keeps a port until [`Self::end`].
    pub(super) fn hold(&mut self, page: PageId, origin: &Origin, port: PeerPort) -> PortNumber {
        self.last += 1;
        let number = PortNumber(self.last);
        self.held.push(Held { number, page, origin: origin.clone(), port, listener: None });
        number
    }

    pub(super) fn end(&mut self, number: PortNumber) {
        let Some(place) = self.held.iter().position(|held| held.number == number) else { return };
        match self.held.swap_remove(place).port {
            PeerPort::Here(port) => {
                port.set_onmessage(None);
                port.close();
            }
            PeerPort::InPopOut(channel, number) => {
                let word = js_sys::Object::new();
                let _ = js_sys::Reflect::set(&word, &"endPort".into(), &number.into());
                // A channel that is closed belongs to a page that has gone.
                let _ = channel.post_message(&word);
            }
        }
    }

    /// Whose port it is, and from where its messages come.
    pub(super) fn owner(&self, number: PortNumber) -> Option<(PageId, Origin)> {
        let held = self.held.iter().find(|held| held.number == number)?;
        Some((held.page, held.origin.clone()))
    }

    /// The page's port that its pop-out knows by this number.
    pub(super) fn in_pop_out(&self, page: PageId, relayed: u32) -> Option<PortNumber> {
        let is_it = |held: &&Held| {
            held.page == page
                && matches!(held.port, PeerPort::InPopOut(_, number) if number == relayed)
        };
        // A desktop that came back knows the newest alone.
        self.held.iter().rev().find(is_it).map(|held| held.number)
    }

    /// Posts a whole message; says whether there is such a port.
    pub(super) fn post_as_is(&self, number: PortNumber, message: &JsValue) -> bool {
        let Some(held) = self.held.iter().find(|held| held.number == number) else { return false };
        match &held.port {
            PeerPort::Here(port) => port.post_message(message),
            PeerPort::InPopOut(channel, relayed) => {
                let origin: JsString = held.origin.as_str().into();
                js::post_as_is_to_pop_out(channel, &origin, message, Some(*relayed))
            }
        }
        .is_ok()
    }

    /// Posts over the port. `hear` is asked for what hears it, before the first message.
    pub(super) fn post(
        &mut self,
        number: PortNumber,
        envelope: &Envelope<'_>,
        events: &Array,
        hear: impl FnOnce() -> Closure<dyn Fn(MessageEvent)>,
    ) {
        let Some(held) = self.held.iter_mut().find(|held| held.number == number) else { return };
        let Envelope { contact_id, epoch, seq } = *envelope;
        match &held.port {
            PeerPort::Here(port) => {
                if held.listener.is_none() {
                    let listener = held.listener.insert(hear());
                    // Starts the port, too.
                    port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
                }
                js::post_to_port(port, contact_id, events, epoch, seq);
            }
            PeerPort::InPopOut(channel, relayed) => {
                let origin: JsString = held.origin.as_str().into();
                let port = Some(*relayed);
                let _ = js::post_to_pop_out(channel, &origin, contact_id, events, epoch, seq, port);
            }
        }
    }
}
