//! The other end: the window that holds a page.

use cordboard_broker::{Origin, PageId};
use js_sys::{Array, JsString, Object};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{BroadcastChannel, Window};

use super::{js, message::Envelope};

/// Where a page is reached.
#[derive(Debug, Clone)]
pub enum Peer {
    /// A window that the desktop holds: a frame's, or a bare one.
    Window(Window),
    /// A pop-out, which holds the page in a frame of its own and relays.
    PopOut(BroadcastChannel),
}

/// How deep a frame is looked for within a page; deeper ones stay unexplained.
const DEEPEST: usize = 8;

/// The open pages' windows. A few dozen at most: looking through them costs less than keeping order.
#[derive(Default)]
pub(super) struct Peers {
    peers: Vec<(PageId, Peer)>,
    /// The texts of origins as the browser wants them, so that a post does not make one anew.
    origins: Vec<(Origin, JsString)>,
}

impl Peers {
    pub(super) fn set(&mut self, page: PageId, peer: Option<Peer>) {
        self.peers.retain(|(known, _)| *known != page);
        self.peers.extend(peer.map(|peer| (page, peer)));
    }

    /// The page whose window this is.
    pub(super) fn page_of(&self, source: &JsValue) -> Option<PageId> {
        let is_source = |(_, peer): &&(PageId, Peer)| match peer {
            Peer::Window(window) => Object::is(window, source),
            Peer::PopOut(_) => false,
        };
        self.peers.iter().find(is_source).map(|(page, _)| *page)
    }

    /// The page that a window is a frame within, however deep; none for a page's own window.
    pub(super) fn page_around(&self, source: &JsValue) -> Option<PageId> {
        let mut window = source.clone().unchecked_into::<Window>();
        for _ in 0..DEEPEST {
            // Of another origin too, a window says what is around it.
            let around = window.parent().ok()??;
            if Object::is(&around, &window) {
                return None;
            }
            if let Some(page) = self.page_of(&around) {
                return Some(page);
            }
            window = around;
        }
        None
    }

    pub(super) fn post(
        &mut self,
        page: PageId,
        origin: &Origin,
        envelope: &Envelope<'_>,
        events: &Array,
    ) {
        let Envelope { contact_id, epoch, seq } = *envelope;
        let place = self.origin(origin);
        let Some((_, text)) = self.origins.get(place) else { return };
        let Some((_, peer)) = self.peers.iter().find(|(known, _)| *known == page) else { return };
        match peer {
            Peer::Window(window) => {
                js::post_to_window(window, text, contact_id, events, epoch, seq);
            }
            // A channel that is closed belongs to a page that is being closed.
            Peer::PopOut(channel) => {
                let _ = js::post_to_pop_out(channel, text, contact_id, events, epoch, seq, None);
            }
        }
    }

    /// Posts a whole message; says whether there is a window to post it to.
    pub(super) fn post_as_is(&mut self, page: PageId, origin: &Origin, message: &JsValue) -> bool {
        let place = self.origin(origin);
        let Some((_, text)) = self.origins.get(place) else { return false };
        let Some((_, peer)) = self.peers.iter().find(|(known, _)| *known == page) else {
            return false;
        };
        match peer {
            Peer::Window(window) => js::post_as_is(window, text, message),
            Peer::PopOut(channel) => js::post_as_is_to_pop_out(channel, text, message, None),
        }
        .is_ok()
    }

    /// Where the origin's text stands.
    fn origin(&mut self, origin: &Origin) -> usize {
        let known = self.origins.iter().position(|(known, _)| known == origin);
        known.unwrap_or_else(|| {
            let text: JsString = JsValue::from_str(origin.as_str()).unchecked_into();
            self.origins.push((origin.clone(), text));
            self.origins.len() - 1
        })
    }
}
