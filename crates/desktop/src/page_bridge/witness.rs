//! Who looks on: the message inspector, while it is open.

use cordboard_broker::{Input, LooseMessage, Origin, Output, PageId, Standing, ToPage};
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::PageBridge;

/// Is shown everything that goes through the bridge. It must not change anything, and must call none of the bridge's
/// methods that do.
pub trait Witness {
    /// Something happens. What comes of a [`Seen::Heard`] or [`Seen::Input`] follows, and then its [`Seen::Handled`].
    fn see(&self, bridge: &PageBridge, seen: Seen<'_>);
}

/// What a witness is shown.
pub enum Seen<'a> {
    /// A page posted something, and is heard.
    Heard {
        /// Which.
        page: PageId,
        /// What it posted.
        data: &'a JsValue,
        /// The same as the broker gets it.
        message: &'a LooseMessage,
        /// How the page stood before.
        standing: Standing,
    },
    /// A page posted something, and what that is was not looked at.
    NotHeard {
        /// Which.
        page: PageId,
        /// From where.
        origin: &'a Origin,
        /// How many messages; a pop-out says it of several at once.
        count: u32,
        /// How the page stands.
        standing: Standing,
    },
    /// A frame within a page posted something.
    Stray {
        /// Within which page.
        page: PageId,
        /// From where.
        origin: &'a Origin,
    },
    /// Anything else that happens, before it is handled.
    Input(&'a Input<'a>),
    /// What was shown last, and has not been handled yet, is.
    Handled,
    /// The broker wants something done; posts among it, before they are posted.
    Output(&'a Output),
    /// A message was posted.
    Posted {
        /// To which page.
        page: PageId,
        /// As the broker says it.
        message: &'a ToPage,
        /// Its events.
        events: &'a Array,
    },
    /// A recorded message was posted again.
    Replayed {
        /// To which page.
        page: PageId,
        /// As it was.
        message: &'a JsValue,
        /// Its events.
        events: &'a Array,
    },
}
