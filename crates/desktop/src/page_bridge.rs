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
mod witness;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use cordboard_broker::{
    Broker, CallCommand, CommandWord, ContactId, Ignored, Input, Loose, LooseMessage, Origin,
    Output, PageId, PageRules, PortNumber, PostedEvents, Standing, Tick, ToPage, Way,
};
use cordboard_protocol::page::FromPage;
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{MessageEvent, MessagePort};

use held_events::HeldEvents;
pub use loose::read_message;
use message::Envelope;
pub(crate) use message::contact_number;
pub use peer::Peer;
use peer::Peers;
pub use ports::PeerPort;
use ports::Ports;
pub use witness::{Seen, Witness};

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
    witness: RefCell<Option<Rc<dyn Witness>>>,
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
            witness: RefCell::default(),
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
            } else if source.is_undefined() {
                bridge.left(&event);
            } else {
                bridge.stray(&source, &event);
            }
        });
        let function = wasm_bindgen::JsCast::unchecked_ref(listener.as_ref());
        let _ = window.add_event_listener_with_callback("message", function);
        // As long as the page lives.
        listener.forget();
    }

    /// What a document posts as it goes has no source any more.
    fn left(&self, event: &MessageEvent) {
        let message = read_message(&event.data());
        if let Ok(FromPage::Unregister { resume: Some(resume) }) = FromPage::parse(message) {
            let origin = Origin::reported(&event.origin());
            self.inner.broker.borrow_mut().left(&origin, &resume);
        }
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
        let data = data();
        let message = Box::new(read_message(&data));
        let asks = matches!(message.extensions, Loose::Array(_));
        let port = if asks { port() } else { None };
        let port = port.map(|port| self.inner.ports.borrow_mut().hold(page, &origin, port));
        self.hear(page, origin, &data, message, Way::Window { port });
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
            let data = data();
            let message = Box::new(read_message(&data));
            self.hear(page, origin, &data, message, Way::Port(port));
        }
    }

    fn hear(
        &self,
        page: PageId,
        origin: Origin,
        data: &JsValue,
        message: Box<LooseMessage>,
        way: Way,
    ) {
        self.show_page(page, |standing| Seen::Heard { page, data, message: &message, standing });
        self.handle(Input::Message { page, origin, message, way });
        self.show(|| Seen::Handled);
    }

    fn admit(&self, page: PageId, origin: &Origin) -> bool {
        let now = self.inner.host.now();
        let is_admitted = self.inner.broker.borrow_mut().admit(now, page, origin);
        if !is_admitted {
            self.show_page(page, |standing| Seen::NotHeard { page, origin, count: 1, standing });
            self.drain();
        }
        is_admitted
    }

    /// A pop-out did not hand on what its page posted from there.
    pub fn not_heard_in_pop_out(&self, page: PageId, origin: &str, count: u32) {
        let origin = &Origin::reported(origin);
        self.show_page(page, |standing| Seen::NotHeard { page, origin, count, standing });
        self.inner.broker.borrow_mut().not_heard(page, origin);
        self.drain();
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
        self.show(|| Seen::Input(&input));
        self.handle(input);
        self.show(|| Seen::Handled);
    }

    /// From now on somebody looks on, or nobody.
    pub fn set_witness(&self, witness: Option<Rc<dyn Witness>>) {
        *self.inner.witness.borrow_mut() = witness;
    }

    /// Posts to a page once more what was posted when a record was made; says whether it could be.
    #[must_use]
    pub fn replay(&self, page: PageId, message: &JsValue) -> bool {
        let Some(standing) = self.standing(page) else { return false };
        // P33: to where it registered from; before that, to where it will.
        let origin = standing.registered_from.or_else(|| standing.origins.into_iter().next());
        let Some(origin) = origin else { return false };
        let Some(events) = js::events_of(message) else { return false };
        let is_posted = match standing.port {
            Some(port) => self.inner.ports.borrow().post_as_is(port, message),
            None => self.inner.peers.borrow_mut().post_as_is(page, &origin, message),
        };
        if is_posted {
            self.show(|| Seen::Replayed { page, message, events: &events });
        }
        is_posted
    }

    /// How a page stands, for who looks on.
    #[must_use]
    pub fn standing(&self, page: PageId) -> Option<Standing> {
        self.inner.broker.borrow().standing(page)
    }

    /// Takes the pages' session tokens out of a text.
    #[must_use]
    pub fn without_tokens(&self, text: String) -> String {
        self.inner.broker.borrow().without_tokens(text)
    }

    fn handle(&self, input: Input<'_>) {
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
            if let Some(output) = &output {
                self.show(|| Seen::Output(output));
            }
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
        let to = |array: &Array| {
            match port {
                None => self.inner.peers.borrow_mut().post(page, origin, &envelope, array),
                Some(port) => {
                    let hear = || self.hears(port);
                    self.inner.ports.borrow_mut().post(port, &envelope, array, hear);
                }
            }
            self.show(|| Seen::Posted { page, message, events: array });
        };
        match &message.events {
            PostedEvents::Selected(selection) => events.with_selection(selection, to),
            PostedEvents::Own(own) => {
                to(&own.iter().map(|event| message::event(event, &events)).collect());
            }
        }
    }

    /// A message of no page's window: for who looks on, whether a frame within a page posted it (P11).
    fn stray(&self, source: &JsValue, event: &MessageEvent) {
        if self.inner.witness.borrow().is_none() {
            return;
        }
        let around = self.inner.peers.borrow().page_around(source);
        if let Some(page) = around {
            let origin = Origin::reported(&event.origin());
            self.show(|| Seen::Stray { page, origin: &origin });
        }
    }

    /// Shows it to who looks on; while nobody does, it is not even made.
    fn show<'a>(&self, seen: impl FnOnce() -> Seen<'a>) {
        let witness = self.inner.witness.borrow().clone();
        if let Some(witness) = witness {
            witness.see(self, seen());
        }
    }

    fn show_page<'a>(&self, page: PageId, seen: impl FnOnce(Standing) -> Seen<'a>) {
        if self.inner.witness.borrow().is_some()
            && let Some(standing) = self.standing(page)
        {
            self.show(|| seen(standing));
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
