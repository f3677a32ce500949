//! The desktop's end of the line to a pop-out window of ours.

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

use super::OpenPage;

/// What a pop-out needs to know to show its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PopOutPage {
    /// The page's address.
    pub url: String,
    /// What the agent reads.
    pub title: String,
    /// The words of the frame's `sandbox`.
    pub sandbox: String,
    /// The frame's `allow`.
    pub allow: String,
    /// The origins that are heard.
    pub origins: Vec<String>,
}

impl PopOutPage {
    /// What the pop-out of an open page needs to know.
    #[must_use]
    pub fn of(page: &OpenPage) -> Self {
        Self {
            url: page.url.clone(),
            title: page.title.clone(),
            sandbox: page.sandbox(),
            allow: page.allow(),
            origins: page.entry.as_ref().map(|entry| entry.origins.clone()).unwrap_or_default(),
        }
    }
}

/// The name of the channel between the desktop and a page's pop-out.
#[must_use]
pub fn channel_name(key: &str) -> String {
    format!("cordboard-page-{key}")
}

/// The line to one pop-out, until dropped.
pub(crate) struct PopOutLink {
    channel: BroadcastChannel,
    _listener: Closure<dyn Fn(MessageEvent)>,
}

impl PopOutLink {
    /// Opens the line, and asks whether a pop-out is there already.
    pub(crate) fn open(key: &str, heard: impl Fn(&JsValue) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&channel_name(key)).ok()?;
        let listener = Closure::new(move |event: MessageEvent| heard(&event.data()));
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        let link = Self { channel, _listener: listener };
        link.say("areYouThere", &JsValue::TRUE);
        Some(link)
    }

    pub(crate) fn channel(&self) -> BroadcastChannel {
        self.channel.clone()
    }

    pub(crate) fn show(&self, page: &OpenPage) {
        if let Ok(text) = serde_json::to_string(&PopOutPage::of(page)) {
            self.say("page", &JsValue::from_str(&text));
        }
    }

    pub(crate) fn say(&self, word: &str, value: &JsValue) {
        let message = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&message, &JsValue::from_str(word), value);
        let _ = self.channel.post_message(&message);
    }
}

impl Drop for PopOutLink {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
