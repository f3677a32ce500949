//! The frames, windows and lines of the open pages, which no signal can hold.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use wasm_bindgen::JsValue;
use web_sys::{BroadcastChannel, HtmlIFrameElement, Window};

use super::open_pages::Pop;
use crate::pages::pop_out_link::PopOutLink;
use crate::pages::{OpenPage, OpenPageId};

#[derive(Default)]
pub(super) struct PageWindows {
    held: RefCell<BTreeMap<OpenPageId, Held>>,
    last_id: Cell<u32>,
    has_picture: Cell<bool>,
    is_serving: Cell<bool>,
    served: RefCell<BTreeSet<u64>>,
    pops: RefCell<Vec<Pop>>,
}

#[derive(Default)]
struct Held {
    frame: Option<HtmlIFrameElement>,
    window: Option<Window>,
    link: Option<PopOutLink>,
    is_there: bool,
    is_closing: bool,
}

impl PageWindows {
    pub(super) fn next_id(&self) -> OpenPageId {
        self.last_id.set(self.last_id.get() + 1);
        OpenPageId(self.last_id.get())
    }

    pub(super) fn set_frame(&self, id: OpenPageId, frame: &HtmlIFrameElement) {
        self.held.borrow_mut().entry(id).or_default().frame = Some(frame.clone());
    }

    pub(super) fn reload_frame(&self, id: OpenPageId, url: &str) {
        if let Some(frame) = self.held.borrow().get(&id).and_then(|held| held.frame.as_ref()) {
            frame.set_src(url);
        }
    }

    pub(super) fn set_window(&self, id: OpenPageId, window: &Window) {
        self.held.borrow_mut().entry(id).or_default().window = Some(window.clone());
    }

    pub(super) fn focus_window(&self, id: OpenPageId) {
        if let Some(window) = self.held.borrow().get(&id).and_then(|held| held.window.as_ref()) {
            let _ = window.focus();
        }
    }

    /// Bare windows that were closed since the last time.
    pub(super) fn closed_windows(&self) -> Vec<OpenPageId> {
        let is_closed = |window: &mut Window| window.closed().unwrap_or(true);
        let mut held = self.held.borrow_mut();
        let closed =
            held.iter_mut().filter_map(|(id, held)| held.window.take_if(is_closed).map(|_| *id));
        closed.collect()
    }

    /// Opens the line to a page's pop-out.
    pub(super) fn link(
        &self,
        id: OpenPageId,
        key: &str,
        heard: impl Fn(&JsValue) + 'static,
    ) -> Option<BroadcastChannel> {
        let link = PopOutLink::open(key, heard)?;
        let channel = link.channel();
        let mut all = self.held.borrow_mut();
        let held = all.entry(id).or_default();
        held.link = Some(link);
        held.frame = None;
        held.is_there = false;
        Some(channel)
    }

    pub(super) fn channel(&self, id: OpenPageId) -> Option<BroadcastChannel> {
        Some(self.held.borrow().get(&id)?.link.as_ref()?.channel())
    }

    pub(super) fn unlink(&self, id: OpenPageId) {
        let link = self.held.borrow_mut().get_mut(&id).and_then(|held| held.link.take());
        drop(link);
    }

    pub(super) fn say(&self, id: OpenPageId, word: &str, value: &JsValue) {
        if let Some(link) = self.held.borrow().get(&id).and_then(|held| held.link.as_ref()) {
            link.say(word, value);
        }
    }

    pub(super) fn show_in_pop_out(&self, page: &OpenPage) {
        if let Some(link) = self.held.borrow().get(&page.id).and_then(|held| held.link.as_ref()) {
            link.show(page);
        }
    }

    /// Tells the pop-out, which asked, that a desktop hears it.
    pub(super) fn say_here(&self, id: OpenPageId) {
        if let Some(link) = self.held.borrow().get(&id).and_then(|held| held.link.as_ref()) {
            link.say("here", &JsValue::TRUE);
        }
    }

    pub(super) fn set_there(&self, id: OpenPageId, is_there: bool) {
        if let Some(held) = self.held.borrow_mut().get_mut(&id) {
            held.is_there = is_there;
        }
    }

    pub(super) fn is_there(&self, id: OpenPageId) -> bool {
        // A page that was closed meanwhile needs nothing.
        self.held.borrow().get(&id).is_none_or(|held| held.is_there || held.link.is_none())
    }

    pub(super) fn set_closing(&self, id: OpenPageId) {
        self.held.borrow_mut().entry(id).or_default().is_closing = true;
    }

    pub(super) fn is_closing(&self, id: OpenPageId) -> bool {
        self.held.borrow().get(&id).is_some_and(|held| held.is_closing)
    }

    /// The page is closed, and its window with it unless it stays.
    pub(super) fn forget(&self, id: OpenPageId, stays: bool) {
        let held = self.held.borrow_mut().remove(&id);
        let Some(held) = held.filter(|_| !stays) else { return };
        if let Some(link) = &held.link {
            link.say("close", &JsValue::TRUE);
        }
        if let Some(window) = &held.window {
            let _ = window.close();
        }
    }

    pub(super) fn set_picture(&self) {
        self.has_picture.set(true);
    }

    pub(super) fn has_picture(&self) -> bool {
        self.has_picture.get()
    }

    /// True the first time.
    pub(super) fn begin_serving(&self) -> bool {
        !self.is_serving.replace(true)
    }

    pub(super) fn end_serving(&self) {
        self.has_picture.set(false);
        self.is_serving.set(false);
        self.served.borrow_mut().clear();
        self.pops.borrow_mut().clear();
    }

    pub(super) fn set_served(&self, served: &[u64]) {
        self.served.borrow_mut().extend(served);
    }

    pub(super) fn served(&self) -> Vec<u64> {
        self.served.borrow().iter().copied().collect()
    }

    /// Whether the contact's panels are still to be opened; from now on they are not.
    pub(super) fn is_first_of(&self, contact: u64) -> bool {
        self.served.borrow_mut().insert(contact)
    }

    pub(super) fn forget_contact(&self, contact: u64) {
        self.served.borrow_mut().remove(&contact);
    }

    pub(super) fn add_pop(&self, pop: Pop) {
        self.pops.borrow_mut().push(pop);
    }

    pub(super) fn take_pops(&self) -> Vec<Pop> {
        self.pops.take()
    }
}
