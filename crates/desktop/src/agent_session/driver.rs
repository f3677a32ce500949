//! What stands behind the signals: the way to the server, the newest session id, the loop that runs.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use cordboard_broker::{CallCommand, CommandWord};
use cordboard_client::Failure;
use cordboard_client::browser::Api;
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use web_sys::AbortController;

use super::Station;
use super::kept::Kept;
use super::key::new_key;
use super::page_windows::PageWindows;
use super::pressed::{Pressed, PressedButtons};
use super::silence::Awaited;
use crate::page_bridge::{Host, PageBridge};
use crate::tab_lock::TabLock;

/// Clones are the same driver.
#[derive(Clone, Default)]
pub(super) struct Driver {
    inner: Rc<Inner>,
}

#[derive(Default)]
struct Inner {
    api: Api,
    session_id: RefCell<Option<String>>,
    station: RefCell<Station>,
    lock: RefCell<Option<TabLock>>,
    poll: RefCell<Option<AbortController>>,
    run: Cell<u64>,
    /// The commands that were given and have no end yet.
    awaited: RefCell<Vec<Weak<Awaited>>>,
    /// Those who wait for the loop's next answer.
    waiting: RefCell<Vec<Function>>,
    clock_offset_ms: Cell<f64>,
    /// The newest settings' tag, and when they were looked at.
    settings: RefCell<String>,
    settings_at_ms: Cell<f64>,
    number: Cell<u64>,
    bridge: OnceCell<PageBridge>,
    pages: PageWindows,
    pressed: PressedButtons,
}

impl Driver {
    pub(super) fn api(&self) -> Api {
        self.inner.api.clone()
    }

    /// The page bridge, made when it is first asked for.
    pub(super) fn bridge(&self, host: impl FnOnce() -> Box<dyn Host>) -> PageBridge {
        self.inner.bridge.get_or_init(|| PageBridge::new(host(), new_key())).clone()
    }

    pub(super) fn pages(&self) -> &PageWindows {
        &self.inner.pages
    }

    pub(super) fn press(&self, command: CallCommand) -> Pressed {
        self.inner.pressed.press(command)
    }

    pub(super) fn settle(&self, command: CallCommand, outcome: Result<(), Failure>) {
        self.inner.pressed.settle(command, outcome);
    }

    pub(super) fn settle_word(&self, word: CommandWord) {
        self.inner.pressed.settle_word(word);
    }

    /// The newest id of the agent session.
    pub(super) fn session_id(&self) -> Option<String> {
        self.inner.session_id.borrow().clone()
    }

    pub(super) fn set_session_id(&self, session_id: Option<String>) {
        *self.inner.session_id.borrow_mut() = session_id;
    }

    pub(super) fn station(&self) -> Station {
        self.inner.station.borrow().clone()
    }

    pub(super) fn set_station(&self, station: Station) {
        *self.inner.station.borrow_mut() = station;
    }

    pub(super) fn set_lock(&self, lock: Option<TabLock>) {
        let before = self.inner.lock.replace(lock);
        drop(before);
    }

    /// What a reload, or another tab, goes on with.
    pub(super) fn kept(&self) -> Option<Kept> {
        Some(Kept { tokens: self.inner.api.tokens()?, station: self.station() })
    }

    /// A number never given before.
    pub(super) fn next_number(&self) -> u64 {
        self.inner.number.set(self.inner.number.get() + 1);
        self.inner.number.get()
    }

    /// Begins a run of the loop; an older run ends.
    pub(super) fn begin_run(&self) -> u64 {
        self.stop_run();
        self.inner.run.get()
    }

    pub(super) fn is_run(&self, run: u64) -> bool {
        self.inner.run.get() == run
    }

    /// The run that goes on now.
    pub(super) fn run(&self) -> u64 {
        self.inner.run.get()
    }

    /// Ends the run: its poll is given up, and whoever waited for it waits no more.
    pub(super) fn stop_run(&self) {
        self.inner.run.set(self.inner.run.get() + 1);
        self.abort_poll();
        self.answer_came();
    }

    /// Is kept when the loop has taken its next answer, or has ended.
    pub(super) fn next_answer(&self) -> Promise {
        Promise::new(&mut |resolve, _| self.inner.waiting.borrow_mut().push(resolve))
    }

    /// The loop has taken an answer.
    pub(super) fn answer_came(&self) {
        for resolve in self.inner.waiting.take() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }

    pub(super) fn set_poll(&self, poll: Option<AbortController>) {
        *self.inner.poll.borrow_mut() = poll;
    }

    /// Gives the parked poll up; the loop goes on.
    pub(super) fn abort_poll(&self) {
        if let Some(poll) = self.inner.poll.borrow_mut().take() {
            poll.abort();
        }
    }

    /// Has the effect of a command looked for as long as the command lives.
    pub(super) fn watch_for(&self, awaited: &Rc<Awaited>) {
        self.inner.awaited.borrow_mut().push(Rc::downgrade(awaited));
    }

    pub(super) fn watched_for(&self) -> Vec<Rc<Awaited>> {
        let mut all = self.inner.awaited.borrow_mut();
        all.retain(|awaited| awaited.strong_count() > 0);
        all.iter().filter_map(Weak::upgrade).collect()
    }

    /// The settings were read.
    pub(super) fn looked_at_settings(&self, version: &str) {
        self.inner.settings.replace(format!("\"{version}\""));
        self.inner.settings_at_ms.set(js_sys::Date::now());
    }

    /// The settings are about to be looked at: gives the newest's tag.
    pub(super) fn looks_at_settings(&self) -> String {
        self.inner.settings_at_ms.set(js_sys::Date::now());
        self.inner.settings.borrow().clone()
    }

    pub(super) fn settings_age_ms(&self) -> f64 {
        js_sys::Date::now() - self.inner.settings_at_ms.get()
    }

    /// The server's time.
    pub(super) fn now_ms(&self) -> f64 {
        js_sys::Date::now() + self.inner.clock_offset_ms.get()
    }

    pub(super) fn set_clock_offset_ms(&self, offset_ms: f64) {
        self.inner.clock_offset_ms.set(offset_ms);
    }
}
