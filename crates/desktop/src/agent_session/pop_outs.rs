//! Hearing the pop-outs: windows of ours that hold a page and relay (P4).

use cordboard_broker::{Input, PageId};
use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::{AgentSession, Level};
use crate::pages::OpenPageId;

/// How long a pop-out may take to answer a desktop that came back.
const ANSWER_MS: i32 = 3_000;

impl AgentSession {
    /// After a reload: the pop-out may still be there. It answers the link's question; one that does not is gone, and
    /// the page comes back into the desktop.
    pub(super) fn find_pop_out(&self, id: OpenPageId, key: &str) {
        self.link_pop_out(id, key);
        let session = *self;
        let give_up = wasm_bindgen::prelude::Closure::once_into_js(move || {
            if !session.driver().pages().is_there(id) {
                session.dock(id);
            }
        });
        if let Some(window) = web_sys::window() {
            let function = wasm_bindgen::JsCast::unchecked_ref(&give_up);
            let _ =
                window.set_timeout_with_callback_and_timeout_and_arguments_0(function, ANSWER_MS);
        }
    }

    pub(super) fn on_pop_out(&self, id: OpenPageId, said: &JsValue) {
        let word = |name: &str| Reflect::get(said, &JsValue::from_str(name)).unwrap_or_default();
        let page = PageId(id.0);
        let origin = word("origin").as_string().unwrap_or_default();
        if word("message").is_truthy() {
            self.bridge().message(page, &origin, || word("data"));
        } else if word("loaded").is_truthy() {
            self.bridge().input(Input::FrameLoaded { page });
        } else if word("hello").is_truthy() {
            self.driver().pages().set_there(id);
            if word("isLoaded").is_truthy() {
                // It was there before this desktop: its registration is made again on its behalf.
                self.bridge().input(Input::FrameLoaded { page });
                if !origin.is_empty() {
                    self.bridge().message(page, &origin, || word("registration"));
                }
            } else if let Some(page) = self.page(id) {
                self.driver().pages().show_in_pop_out(&page);
            }
        } else if word("flood").is_truthy() {
            let title = self.page(id).map(|page| page.title).unwrap_or_default();
            let text = format!(
                "The page {title} sends too many messages: what is beyond its limit is not heard."
            );
            self.tell(Level::Failure, text);
        } else if word("back").is_truthy() || word("bye").is_truthy() {
            self.dock(id);
        }
    }
}
