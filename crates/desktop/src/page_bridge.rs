//! The page bridge: the broker's driver, and the only place that touches `postMessage`.
//!
//! It hears the one `message` event of the window, knows pages by their windows, keeps the values of events, and
//! posts what the broker says. Everything else that the broker wants done goes to the desktop as an [`Output`].
//! The clock comes from outside, so that tests can set it.

mod held_events;
mod js;
mod loose;
mod message;
mod peer;
mod ports;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use cordboard_broker::{
    Broker, CallCommand, CommandWord, ContactId, Ignored, Input, Loose, Origin, Output, PageId,
    PageRules, PortNumber, PostedEvents, Tick, ToPage, Way,
};
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{MessageEvent, MessagePort};

use held_events::HeldEvents;
pub use loose::read_message;
use message::Envelope;
pub use peer::Peer;
use peer::Peers;
pub use ports::PeerPort;
use ports::Ports;

/// What the page bridge needs of the desktop, or of a test.
pub trait Host {
    /// The time.
    fn now(&self) -> Tick;
    /// Calls [`PageBridge::wake`] at that time; one that was asked for before is void.
    fn wake_at(&self, at: Option<Tick>);
    /// Does what is not the bridge's: anything but posts, ports and console warnings, which it only tells.
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
    ports: RefCell<Ports>,
    wake: Cell<Option<Tick>>,
    is_draining: Cell<bool>,
}

impl PageBridge {
    /// A bridge without pages. No other has the same name, this one after a reload neither: pages that come back
    /// are told apart by it (P49).
    #[must_use]
    pub fn new(host: Box<dyn Host>, name: String) -> Self {
        let inner = Inner {
            host,
            broker: RefCell::new(Broker::named(name)),
            events: RefCell::default(),
            peers: RefCell::default(),
            ports: RefCell::default(),
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
                let port = || first_port(&event).map(PeerPort::Here);
                bridge.message(page, &event.origin(), || event.data(), port);
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

    /// A page posted something. The source is known; `data` is read only when the broker lets it in, and `port` only
    /// when it may be wanted.
    pub fn message(
        &self,
        page: PageId,
        origin: &str,
        data: impl FnOnce() -> JsValue,
        port: impl FnOnce() -> Option<PeerPort>,
    ) {
        let origin = Origin::reported(origin);
        if !self.admit(page, &origin) {
            return;
        }
        let message = Box::new(read_message(&data()));
        let asks = matches!(message.extensions, Loose::Array(_));
        let port = if asks { port() } else { None };
        let port = port.map(|port| self.inner.ports.borrow_mut().hold(page, &origin, port));
        self.input(Input::Message { page, origin, message, way: Way::Window { port } });
    }

    /// A page in a pop-out posted something over the port that the pop-out knows by this number.
    pub fn message_over_port(&self, page: PageId, relayed: u32, data: &JsValue) {
        let port = self.inner.ports.borrow().in_pop_out(page, relayed);
        if let Some(port) = port {
            self.port_message(port, || data.clone());
        }
    }

    /// Something came over a port: from the document that transferred it, and its origin.
    fn port_message(&self, port: PortNumber, data: impl FnOnce() -> JsValue) {
        let owner = self.inner.ports.borrow().owner(port);
        let Some((page, origin)) = owner else { return };
        if self.admit(page, &origin) {
            let message = Box::new(read_message(&data()));
            self.input(Input::Message { page, origin, message, way: Way::Port(port) });
        }
    }

    fn admit(&self, page: PageId, origin: &Origin) -> bool {
        let now = self.inner.host.now();
        let is_admitted = self.inner.broker.borrow_mut().admit(now, page, origin);
        if !is_admitted {
            self.drain();
        }
        is_admitted
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
                Some(Output::Post { page, origin, message, port }) => {
                    self.post(page, &origin, &message, port);
                }
                Some(Output::EndPort { page, port }) => {
                    self.inner.ports.borrow_mut().end(port);
                    self.inner.host.take(Output::EndPort { page, port });
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

    fn post(&self, page: PageId, origin: &Origin, message: &ToPage, port: Option<PortNumber>) {
        let envelope = Envelope::of(message);
        let mut events = self.inner.events.borrow_mut();
        let to = |array: &Array| match port {
            None => self.inner.peers.borrow_mut().post(page, origin, &envelope, array),
            Some(port) => {
                let hear = || self.hears(port);
                self.inner.ports.borrow_mut().post(port, &envelope, array, hear);
            }
        };
        match &message.events {
            PostedEvents::Selected(selection) => events.with_selection(selection, to),
            PostedEvents::Own(own) => {
                to(&own.iter().map(|event| message::event(event, &events)).collect());
            }
        }
    }

    fn hears(&self, port: PortNumber) -> Closure<dyn Fn(MessageEvent)> {
        let bridge = self.clone();
        Closure::new(move |event: MessageEvent| bridge.port_message(port, || event.data()))
    }
}

fn first_port(event: &MessageEvent) -> Option<MessagePort> {
    event.ports().get(0).dyn_into().ok()
}
