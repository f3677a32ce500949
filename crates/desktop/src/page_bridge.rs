//! The page bridge: the broker's driver, and the only place that touches `postMessage`.
//!
//! It hears the one `message` event of the window, knows pages by their windows, keeps the values of events, and
//! posts what the broker says. Everything else that the broker wants done goes to the desktop as an [`Output`].
//! The clock comes from outside, so that tests can set it.

mod held_events;
mod js;
mod loose;
mod peer;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use cordboard_broker::{
    Acknowledge, Broker, CallCommand, CommandWord, ContactId, Ignored, Input, Origin, Output,
    PageId, PageRules, PostedEvent, PostedEvents, Tick,
};
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::MessageEvent;

use held_events::HeldEvents;
pub use loose::read_message;
pub use peer::Peer;
use peer::Peers;

/// What the page bridge needs of the desktop, or of a test.
pub trait Host {
    /// The time.
    fn now(&self) -> Tick;
    /// Calls [`PageBridge::wake`] at that time; one that was asked for before is void.
    fn wake_at(&self, at: Option<Tick>);
    /// Does what is not the bridge's: anything but posts and console warnings, which it only tells.
    fn take(&self, output: Output);
}

/// Clones are the same bridge.
#[derive(Clone)]
pub struct PageBridge {
    inner: Rc<Inner>,
}

struct Inner {
    host: Box<dyn Host>,
    broker: RefCell<Broker>,
    events: RefCell<HeldEvents>,
    peers: RefCell<Peers>,
    wake: Cell<Option<Tick>>,
    is_draining: Cell<bool>,
}

impl PageBridge {
    /// A bridge without pages.
    #[must_use]
    pub fn new(host: Box<dyn Host>) -> Self {
        let inner = Inner {
            host,
            broker: RefCell::default(),
            events: RefCell::default(),
            peers: RefCell::default(),
            wake: Cell::default(),
            is_draining: Cell::default(),
        };
        Self { inner: Rc::new(inner) }
    }

    /// Hears the window's messages from now on.
    pub fn listen(&self) {
        let Some(window) = web_sys::window() else { return };
        let bridge = self.clone();
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let source: JsValue = event.source().map(JsValue::from).unwrap_or_default();
            let page = bridge.inner.peers.borrow().page_of(&source);
            if let Some(page) = page {
                bridge.message(page, &event.origin(), || event.data());
            }
        });
        let function = wasm_bindgen::JsCast::unchecked_ref(listener.as_ref());
        let _ = window.add_event_listener_with_callback("message", function);
        // As long as the page lives.
        listener.forget();
    }

    /// A page is open; its window follows by [`Self::attach`].
    pub fn open(&self, page: PageId, rules: PageRules) {
        self.input(Input::Opened { page, rules });
    }

    /// A page is closed.
    pub fn close(&self, page: PageId) {
        self.attach(page, None);
        self.input(Input::Closed { page });
    }

    /// From now on the page is reached there, or nowhere.
    pub fn attach(&self, page: PageId, peer: Option<Peer>) {
        self.inner.peers.borrow_mut().set(page, peer);
    }

    /// A page posted something. The source is known; `data` is read only when the broker lets it in.
    pub fn message(&self, page: PageId, origin: &str, data: impl FnOnce() -> JsValue) {
        let origin = Origin::reported(origin);
        let now = self.inner.host.now();
        let is_admitted = self.inner.broker.borrow_mut().admit(now, page, &origin);
        if is_admitted {
            let message = read_message(&data());
            self.input(Input::Message { page, origin, message });
        } else {
            self.drain();
        }
    }

    /// One answer of get-next-event, as it came.
    pub fn events(&self, events: &Array, bytes: u32) {
        let heads = self.inner.events.borrow_mut().take(events);
        self.input(Input::Events { bytes, events: &heads });
        let broker = self.inner.broker.borrow();
        self.inner.events.borrow_mut().done(heads, |event| broker.holds(event));
    }

    /// The time that the host was told has come.
    pub fn wake(&self) {
        self.inner.wake.set(None);
        self.input(Input::Timeout);
    }

    /// When the bridge wants to be woken.
    #[must_use]
    pub fn timeout(&self) -> Option<Tick> {
        self.inner.broker.borrow().poll_timeout()
    }

    /// What a call button would do now.
    ///
    /// # Errors
    /// Why the button is off.
    pub fn offer(
        &self,
        contact: Option<ContactId>,
        word: CommandWord,
    ) -> Result<(Option<ContactId>, CallCommand), Ignored> {
        self.inner.broker.borrow().offer(contact, word)
    }

    /// Anything else that happens.
    pub fn input(&self, input: Input<'_>) {
        let now = self.inner.host.now();
        self.inner.broker.borrow_mut().handle(now, input);
        self.drain();
    }

    /// Does what the broker wants done. What the host does meanwhile may call back in here: then this loop goes on
    /// with it, in its order.
    fn drain(&self) {
        if self.inner.is_draining.replace(true) {
            return;
        }
        loop {
            let output = self.inner.broker.borrow_mut().poll_output();
            match output {
                None => break,
                Some(Output::Post { page, origin, message }) => {
                    self.post(page, &origin, message.contact_id, &message.events);
                }
                Some(Output::Warn { page, warning }) => {
                    web_sys::console::warn_1(&JsValue::from_str(&warning.to_string()));
                    self.inner.host.take(Output::Warn { page, warning });
                }
                Some(output) => self.inner.host.take(output),
            }
        }
        self.inner.is_draining.set(false);
        let wake = self.timeout();
        if self.inner.wake.replace(wake) != wake {
            self.inner.host.wake_at(wake);
        }
    }

    fn post(
        &self,
        page: PageId,
        origin: &Origin,
        contact: Option<ContactId>,
        posted: &PostedEvents,
    ) {
        let contact_id = contact_number(contact);
        let mut events = self.inner.events.borrow_mut();
        let mut peers = self.inner.peers.borrow_mut();
        match posted {
            PostedEvents::Selected(selection) => events.with_selection(selection, |array| {
                peers.post(page, origin, contact_id, array);
            }),
            PostedEvents::Own(own) => {
                let value = |event: &PostedEvent| match event {
                    PostedEvent::Acknowledge(acknowledge) => acknowledgement(acknowledge),
                    PostedEvent::FromAcd(event) => events.event(*event),
                    PostedEvent::SessionInfo(info) => js::session_info(info.session_token()),
                };
                let array = own.iter().map(value).collect();
                peers.post(page, origin, contact_id, &array);
            }
        }
    }
}

fn acknowledgement(acknowledge: &Acknowledge) -> JsValue {
    js::acknowledge(
        contact_number(acknowledge.contact_id()),
        acknowledge.reason().name(),
        acknowledge.status().name(),
    )
}

/// 0 for none.
#[expect(clippy::cast_precision_loss, reason = "contact ids are at most 2^53-1")]
fn contact_number(contact: Option<ContactId>) -> f64 {
    contact.map_or(0.0, |contact| contact.get() as f64)
}
