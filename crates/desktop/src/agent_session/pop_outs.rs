//! Hearing the pop-outs: windows of ours that hold a page and relay (P4).

use cordboard_broker::{Input, PageId};
use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use super::{AgentSession, Level};
use crate::page_bridge::PeerPort;
use crate::pages::OpenPageId;

/// How long a pop-out may take to answer a desktop that came back.
const ANSWER_MS: i32 = 3_000;
/// How long a pop-out that was left may take to come back: then it was reloaded, not closed.
const RELOAD_MS: i32 = 1_500;

impl AgentSession {
    /// After a reload: the pop-out may still be there. It answers the link's question; one that does not is gone, and
    /// the page comes back into the desktop.
    pub(super) fn find_pop_out(&self, id: OpenPageId, key: &str) {
        self.link_pop_out(id, key);
        self.give_up_after(id, ANSWER_MS);
    }

    fn give_up_after(&self, id: OpenPageId, wait_ms: i32) {
        let session = *self;
        let give_up = Closure::once_into_js(move || {
            if !session.driver().pages().is_there(id) {
                session.dock(id);
            }
        });
        if let Some(window) = web_sys::window() {
            let function = give_up.unchecked_ref();
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(function, wait_ms);
        }
    }

    pub(super) fn on_pop_out(&self, id: OpenPageId, said: &JsValue) {
        let word = |name: &str| Reflect::get(said, &JsValue::from_str(name)).unwrap_or_default();
        let page = PageId(id.0);
        let origin = word("origin").as_string().unwrap_or_default();
        let port = || self.port_in_pop_out(id, &word("port"));
        if word("message").is_truthy() {
            self.bridge().message(page, &origin, || word("data"), port);
        } else if let Some(number) = number(&word("overPort")) {
            self.bridge().message_over_port(page, number, &word("data"));
        } else if word("loaded").is_truthy() {
            self.bridge().input(Input::FrameLoaded { page });
        } else if word("hello").is_truthy() {
            self.driver().pages().set_there(id, true);
            if word("isLoaded").is_truthy() {
                // It was there before this desktop: its registration is made again on its behalf.
                self.bridge().input(Input::FrameLoaded { page });
                if !origin.is_empty() {
                    self.bridge().message(page, &origin, || word("registration"), port);
                }
            } else if let Some(shown) = self.page(id) {
                self.bridge().input(Input::Reloaded { page });
                self.driver().pages().show_in_pop_out(&shown);
            }
        } else if let Some(count) = number(&word("notHeard")) {
            self.bridge().not_heard_in_pop_out(page, &origin, count);
        } else if word("isAnyoneThere").is_truthy() {
            self.driver().pages().say_here(id);
        } else if word("flood").is_truthy() {
            let title = self.page(id).map(|page| page.title).unwrap_or_default();
            let text = format!(
                "The page {title} sends too many messages: what is beyond its limit is not heard."
            );
            self.tell(Level::Failure, text);
        } else if word("back").is_truthy() {
            self.dock(id);
        } else if word("bye").is_truthy() {
            self.driver().pages().set_there(id, false);
            self.give_up_after(id, RELOAD_MS);
        }
    }

    /// A port that the pop-out has, by the number that it gave it.
    fn port_in_pop_out(&self, id: OpenPageId, said: &JsValue) -> Option<PeerPort> {
        Some(PeerPort::InPopOut(self.driver().pages().channel(id)?, number(said)?))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small whole number that the pop-out, a window of ours, counted"
)]
fn number(said: &JsValue) -> Option<u32> {
    said.as_f64().map(|number| number as u32)
}
