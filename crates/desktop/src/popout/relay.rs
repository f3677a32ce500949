//! Both ways between the page's frame and the desktop.

mod desktop_watch;
mod ports;
mod refusals;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use cordboard_broker::{
    Broker, Extensions, Grants, Input, Note, Origin, Output, PageId, PageKind, PageRules, Tick,
};
use cordboard_protocol::page::{Acknowledge, KEYS_READ, MessageType, Status};
use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, HtmlIFrameElement, MessageEvent, Window};

use crate::pages::{PopOutPage, channel_name};
use desktop_watch::DesktopWatch;
use ports::RelayedPorts;
use refusals::Refusals;

/// The only page here.
const PAGE: PageId = PageId(1);

/// The relay of one pop-out, as long as its window lives.
pub(super) struct Relay {
    inner: Rc<Inner>,
}

struct Inner {
    channel: BroadcastChannel,
    frame: RefCell<Option<HtmlIFrameElement>>,
    is_loaded: Cell<bool>,
    /// Judges source origin and budget here already: what floods must not reach the desktop (P34).
    broker: RefCell<Broker>,
    /// The registration that was asked for last, and the one that was answered well.
    asked: RefCell<Option<Registration>>,
    kept: RefCell<Option<Registration>>,
    ports: RefCell<RelayedPorts>,
    refusals: Rc<Refusals>,
}

#[derive(Clone)]
struct Registration {
    origin: String,
    message: JsValue,
    /// The port that came with it, by its number here.
    port: Option<u32>,
}

impl Relay {
    /// Finds the desktop by the key in the address.
    pub(super) fn start(
        page: RwSignal<Option<PopOutPage>>,
        is_alone: RwSignal<bool>,
    ) -> Option<Self> {
        let window = web_sys::window()?;
        let hash = window.location().hash().ok()?;
        let key = hash.strip_prefix('#').filter(|key| !key.is_empty())?;
        let inner = Rc::new(Inner {
            channel: BroadcastChannel::new(&channel_name(key)).ok()?,
            frame: RefCell::default(),
            is_loaded: Cell::default(),
            broker: RefCell::default(),
            asked: RefCell::default(),
            kept: RefCell::default(),
            ports: RefCell::default(),
            refusals: Rc::default(),
        });
        let relay = Self { inner };
        let watch = DesktopWatch::start(&window, is_alone, {
            let inner = Rc::clone(&relay.inner);
            move || inner.say(&[("isAnyoneThere", &JsValue::TRUE)])
        });
        relay.hear_desktop(page, watch);
        relay.hear_page(&window);
        relay.hear_end(&window);
        relay.inner.hello();
        Some(relay)
    }

    pub(super) fn frame_shown(&self, frame: HtmlIFrameElement) {
        *self.inner.frame.borrow_mut() = Some(frame);
    }

    pub(super) fn frame_loaded(&self) {
        self.inner.is_loaded.set(true);
        self.inner.say(&[("loaded", &JsValue::TRUE)]);
    }

    pub(super) fn back(&self) {
        self.inner.say(&[("back", &JsValue::TRUE)]);
        close();
    }

    fn hear_desktop(&self, page: RwSignal<Option<PopOutPage>>, watch: DesktopWatch) {
        let inner = Rc::clone(&self.inner);
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            inner.on_desktop(page, &watch, &event.data());
        });
        self.inner.channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        // As long as the window lives.
        listener.forget();
    }

    fn hear_page(&self, window: &Window) {
        let inner = Rc::clone(&self.inner);
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            inner.on_page(&event);
        });
        let function = listener.as_ref().unchecked_ref();
        let _ = window.add_event_listener_with_callback("message", function);
        // As long as the window lives.
        listener.forget();
    }

    fn hear_end(&self, window: &Window) {
        let inner = Rc::clone(&self.inner);
        let listener = Closure::<dyn Fn()>::new(move || inner.say(&[("bye", &JsValue::TRUE)]));
        let function = listener.as_ref().unchecked_ref();
        let _ = window.add_event_listener_with_callback("pagehide", function);
        // As long as the window lives.
        listener.forget();
    }
}

impl Inner {
    /// Says who is here, to a desktop that may have come back.
    fn hello(&self) {
        let kept = self.kept.borrow().clone();
        let (origin, message, port) = match kept {
            Some(kept) => {
                // The next answer is to this one, not to a second one that was passed over (P20).
                self.asked.replace(Some(kept.clone()));
                (JsValue::from_str(&kept.origin), kept.message, kept.port)
            }
            None => (JsValue::UNDEFINED, JsValue::UNDEFINED, None),
        };
        self.say(&[
            ("hello", &JsValue::TRUE),
            ("isLoaded", &JsValue::from_bool(self.is_loaded.get())),
            ("origin", &origin),
            ("registration", &message),
            ("port", &port.into()),
        ]);
    }

    fn on_desktop(
        self: &Rc<Self>,
        page: RwSignal<Option<PopOutPage>>,
        watch: &DesktopWatch,
        said: &JsValue,
    ) {
        let word = |name: &str| Reflect::get(said, &JsValue::from_str(name)).unwrap_or_default();
        let post = word("post");
        if post.is_object() {
            self.on_post(&post, &word("origin").as_string().unwrap_or_default(), &word("port"));
        } else if let Some(port) = ports::number(&word("endPort")) {
            self.ports.borrow_mut().end(port);
        } else if word("areYouThere").is_truthy() {
            watch.is_there();
            self.hello();
        } else if word("here").is_truthy() {
            watch.is_there();
        } else if let Some(text) = word("page").as_string() {
            self.on_show(page, &text);
        } else if word("reload").is_truthy() {
            let src = page.with_untracked(|page| page.as_ref().map(|page| page.url.clone()));
            self.kept.replace(None);
            if let (Some(frame), Some(src)) = (&*self.frame.borrow(), src) {
                frame.set_src(&src);
            }
        } else if word("close").is_truthy() {
            close();
        }
    }

    fn on_show(&self, page: RwSignal<Option<PopOutPage>>, text: &str) {
        let Ok(shown) = serde_json::from_str::<PopOutPage>(text) else { return };
        if page.with_untracked(Option::is_some) {
            return;
        }
        let origins = shown.origins.iter().filter_map(|origin| Origin::parse(origin).ok());
        let rules = PageRules {
            origins: origins.collect(),
            grants: Grants::default(),
            kind: PageKind::Workspace,
            // It registers nothing here.
            extensions: Extensions::NONE,
        };
        self.broker.borrow_mut().handle(now(), Input::Opened { page: PAGE, rules });
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&shown.title);
        }
        page.set(Some(shown));
    }

    /// To the page, to that origin alone, or over a port that it transferred from there.
    fn on_post(self: &Rc<Self>, post: &JsValue, origin: &str, over: &JsValue) {
        if let Some(was_kept) = answer_in(post) {
            let asked = self.asked.take().filter(|_| was_kept);
            if asked.is_some() || !was_kept {
                self.kept.replace(asked);
            }
        }
        self.remember_place(post);
        if let Some(number) = ports::number(over) {
            let inner = Rc::clone(self);
            let heard = move |origin: &str, data: &JsValue| {
                inner.on_page_port(number, origin, data);
            };
            self.ports.borrow_mut().post(number, post, heard);
            return;
        }
        let frame = self.frame.borrow();
        if let Some(target) = frame.as_ref().and_then(HtmlIFrameElement::content_window) {
            // A page that has gone takes nothing and hurts nobody.
            let _ = target.post_message(post, origin);
        }
    }

    /// From the page, if it is the page.
    fn on_page(self: &Rc<Self>, event: &MessageEvent) {
        let source: JsValue = event.source().map(JsValue::from).unwrap_or_default();
        let target = self.frame.borrow().as_ref().and_then(HtmlIFrameElement::content_window);
        if !target.is_some_and(|target| Object::is(&target, &source)) {
            return;
        }
        let text = event.origin();
        if !self.admits(&text) {
            return;
        }
        let data = event.data();
        let port = asks_for_extensions(&data)
            .then(|| event.ports().get(0).dyn_into().ok())
            .flatten()
            .map(|port| self.ports.borrow_mut().hold(port, &text));
        let words = |data: &JsValue| {
            message(&[
                ("message", &JsValue::TRUE),
                ("origin", &text.as_str().into()),
                ("data", data),
                ("port", &port.into()),
            ])
        };
        if let Some(data) = self.relays(&data, words) {
            self.remember(&text, &data, port);
        }
    }

    /// From the page over its port, which that origin transferred.
    fn on_page_port(self: &Rc<Self>, number: u32, origin: &str, data: &JsValue) {
        if !self.admits(origin) {
            return;
        }
        let number = JsValue::from(number);
        let words = |data: &JsValue| message(&[("overPort", &number), ("data", data)]);
        if self.relays(data, words).is_some_and(|data| is_unregister(&data)) {
            self.kept.replace(None);
        }
    }

    /// What floods must not reach the desktop (P34), nor what comes from another origin (P11): only that it was so.
    fn admits(self: &Rc<Self>, origin: &str) -> bool {
        let is_admitted = self.broker.borrow_mut().admit(now(), PAGE, &Origin::reported(origin));
        if !is_admitted {
            let inner = Rc::clone(self);
            self.refusals.add(origin, move |origin, count| {
                inner.say(&[("notHeard", &count.into()), ("origin", &origin.into())]);
            });
        }
        while let Some(output) = self.broker.borrow_mut().poll_output() {
            if matches!(output, Output::Note { note: Note::Flood, .. }) {
                self.say(&[("flood", &JsValue::TRUE)]);
            }
        }
        is_admitted
    }

    /// Hands on what the page said, as far as it can be; gives what was handed on.
    fn relays(&self, data: &JsValue, words: impl Fn(&JsValue) -> Object) -> Option<JsValue> {
        // What cannot be cloned twice (a port, say) is nothing that is read.
        let data = [data.clone(), keys_that_are_read(data).into()];
        data.into_iter().find(|data| self.channel.post_message(&words(data)).is_ok())
    }

    fn remember(&self, origin: &str, data: &JsValue, port: Option<u32>) {
        match message_type(data) {
            Some(MessageType::Register) => {
                let message = data.clone();
                let registration = Registration { origin: origin.to_owned(), message, port };
                self.asked.replace(Some(registration));
            }
            Some(MessageType::Unregister) => {
                self.kept.replace(None);
            }
            Some(MessageType::ContactCard | MessageType::Command(_)) | None => {}
        }
    }

    /// P49: a desktop that comes back is told how far the page is, so that the page is told that it may have missed
    /// something.
    fn remember_place(&self, post: &JsValue) {
        let key = |name: &str| Reflect::get(post, &JsValue::from_str(name)).unwrap_or_default();
        let (epoch, seq) = (key("epoch"), key("seq"));
        let mut kept = self.kept.borrow_mut();
        let Some(kept) = kept.as_mut().filter(|_| epoch.is_string()) else { return };
        let resume = message(&[("epoch", &epoch), ("seq", &seq)]);
        let registration = keys_that_are_read(&kept.message);
        let _ = Reflect::set(&registration, &JsValue::from_str("resume"), &resume);
        kept.message = registration.into();
    }

    fn say(&self, words: &[(&str, &JsValue)]) {
        let _ = self.channel.post_message(&message(words));
    }
}

fn message(words: &[(&str, &JsValue)]) -> Object {
    let message = Object::new();
    for (name, value) in words {
        let _ = Reflect::set(&message, &JsValue::from_str(name), value);
    }
    message
}

fn keys_that_are_read(data: &JsValue) -> Object {
    let read = Object::new();
    for name in KEYS_READ {
        let name = JsValue::from_str(name);
        if let Ok(value) = Reflect::get(data, &name) {
            let _ = Reflect::set(&read, &name, &value);
        }
    }
    read
}

fn message_type(data: &JsValue) -> Option<MessageType> {
    if !data.is_object() {
        return None;
    }
    let kind = Reflect::get(data, &JsValue::from_str("messageType")).ok()?;
    MessageType::parse(&kind.as_string()?)
}

fn is_unregister(data: &JsValue) -> bool {
    message_type(data) == Some(MessageType::Unregister)
}

fn asks_for_extensions(data: &JsValue) -> bool {
    message_type(data) == Some(MessageType::Register)
        && Reflect::get(data, &JsValue::from_str("extensions")).is_ok_and(|it| it.is_array())
}

/// Whether a message of the host answers a registration, and whether it was taken.
fn answer_in(post: &JsValue) -> Option<bool> {
    let key = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).ok();
    let events: Array = key(post, "events")?.dyn_into().ok()?;
    let first = events.get(0);
    let is = |name: &str, value: &str| {
        key(&first, name).and_then(|it| it.as_string()).is_some_and(|it| it == value)
    };
    is("messageType", Acknowledge::MESSAGE_TYPE).then(|| is("status", Status::Ok.name()))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since the window was opened, never negative"
)]
fn now() -> Tick {
    let performance = web_sys::window().and_then(|window| window.performance());
    Tick(performance.map_or(0.0, |performance| performance.now()) as u64)
}

fn close() {
    if let Some(window) = web_sys::window() {
        let _ = window.close();
    }
}
