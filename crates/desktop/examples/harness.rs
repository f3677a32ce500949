//! The shipped page bridge with a clock and a feed that a test sets: for vectors in real windows, for vectors as
//! WebAssembly without windows, and for `bench broker`.
#![expect(clippy::needless_pass_by_value, reason = "what JavaScript hands over is ours")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use cordboard_broker::{
    AgentSessionNumber, CommandNumber, ContactId, Extensions, Grants, Input, Origin, Outcome,
    Output, PageId, PageKind, PageRules, Permissions, Tick,
};
use cordboard_desktop::page_bridge::{Host, PageBridge, Peer, read_message};
use cordboard_protocol::page::MessageType;
use cordboard_vectors::Vector;
use js_sys::Array;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use web_sys::Window;

fn main() {}

/// Runs a vector without windows; says what does not fit.
#[wasm_bindgen(js_name = runVector)]
#[must_use]
pub fn run_vector(json: &str) -> Option<String> {
    cordboard_vectors::run_vector(json).err()
}

/// The steps for real windows, as JSON; throws what is wrong with the vector.
///
/// # Errors
/// A text that is no vector.
#[wasm_bindgen]
pub fn plan(json: &str) -> Result<String, JsError> {
    Vector::plan(json).map_err(|error| JsError::new(&error))
}

/// Whether the page bridge reads a value as the vectors' runner reads its text; says what differs.
#[wasm_bindgen(js_name = readsAlike)]
#[must_use]
pub fn reads_alike(value: &JsValue, json: &str) -> Option<String> {
    let text = |error: serde_json::Error| error.to_string();
    let wanted = serde_json::from_str::<Value>(json)
        .map_err(text)
        .and_then(|posted| cordboard_vectors::message(&posted));
    let read = read_message(value);
    match wanted {
        Err(error) => Some(error),
        // By their text: NaN is not equal to itself.
        Ok(wanted) if format!("{wanted:?}") != format!("{read:?}") => {
            Some(format!("read {read:?}\nwanted {wanted:?}"))
        }
        Ok(_) => None,
    }
}

/// The page bridge, driven by a test.
#[wasm_bindgen]
pub struct Harness {
    bridge: PageBridge,
    state: Rc<State>,
}

#[derive(Default)]
struct State {
    now: Cell<u64>,
    /// What was to be done beside posts, as JSON.
    happened: RefCell<Vec<Value>>,
    wanted: RefCell<BTreeMap<PageId, AgentSessionNumber>>,
    sent: RefCell<Vec<(CommandNumber, &'static str, Option<ContactId>)>>,
}

struct TestHost(Rc<State>);

impl Host for TestHost {
    fn now(&self) -> Tick {
        Tick(self.0.now.get())
    }

    fn wake_at(&self, _at: Option<Tick>) {}

    fn take(&self, output: Output) {
        let told = match output {
            Output::Warn { page, warning } => {
                json!({ "page": page.0, "warn": warning.name(), "text": warning.to_string() })
            }
            Output::Note { page, note } => {
                json!({ "page": page.map(|page| page.0), "note": note.name(), "detail": note.detail() })
            }
            Output::Command { number, page, contact, command } => {
                self.0.sent.borrow_mut().push((number, command.name(), contact));
                json!({ "page": page.map(|page| page.0), "command": command.name(),
                    "contact": contact.map(ContactId::get) })
            }
            Output::Card { page, contact, card } => {
                let mut fields = serde_json::Map::new();
                fields.extend(card.name().map(|name| ("name".to_owned(), json!(name))));
                fields.extend(card.user_img().map(|img| ("userImg".to_owned(), json!(img))));
                json!({ "page": page.0, "card": fields, "contact": contact.get() })
            }
            Output::WantSessionToken { page, agent_session } => {
                self.0.wanted.borrow_mut().insert(page, agent_session);
                json!({ "page": page.0, "wantSessionToken": true })
            }
            Output::EndSessionToken { page, token } => {
                json!({ "page": page.0, "endSessionToken": token })
            }
            Output::EndPort { page, .. } => json!({ "page": page.0, "endPort": true }),
            Output::Remove { page, .. } => json!({ "page": page.0, "remove": true }),
            Output::Post { .. } => return,
        };
        self.0.happened.borrow_mut().push(told);
    }
}

#[wasm_bindgen]
impl Harness {
    /// A bridge without pages, at time 0, that hears this window.
    #[wasm_bindgen(constructor)]
    #[must_use]
    #[expect(clippy::new_without_default, reason = "it is JavaScript's constructor")]
    pub fn new() -> Self {
        let state = Rc::new(State::default());
        let bridge = PageBridge::new(Box::new(TestHost(Rc::clone(&state))), String::new());
        bridge.listen();
        Self { bridge, state }
    }

    /// Moves the clock; what falls due before happens.
    #[wasm_bindgen(js_name = moveTo)]
    pub fn move_to(&self, at_ms: f64) {
        let at = milliseconds(at_ms);
        while let Some(due) = self.bridge.timeout().filter(|due| due.0 <= at) {
            self.state.now.set(due.0.max(self.state.now.get()));
            self.bridge.wake();
        }
        self.state.now.set(at);
    }

    /// Opens a page in that window.
    pub fn open(
        &self,
        page: u32,
        panel: Option<f64>,
        origins: Vec<String>,
        grants: Vec<String>,
        window: &JsValue,
    ) {
        let has = |name: &str| grants.iter().any(|grant| grant == name);
        let rules = PageRules {
            origins: origins.iter().map(|origin| Origin::reported(origin)).collect(),
            grants: Grants {
                session_token: has("session-token"),
                call_commands: has("call-commands"),
                contact_card: has("contact-card"),
            },
            kind: panel
                .and_then(ContactId::from_number)
                .map_or(PageKind::Workspace, PageKind::Panel),
            extensions: Extensions::ALL,
        };
        self.bridge.open(PageId(page), rules);
        self.attach(page, window);
    }

    /// The page is in that window.
    pub fn attach(&self, page: u32, window: &JsValue) {
        // A window of another origin is no instance of this window's `Window`.
        let window = window.clone().unchecked_into::<Window>();
        self.bridge.attach(PageId(page), Some(Peer::Window(window)));
    }

    /// Closes a page.
    pub fn close(&self, page: u32) {
        self.bridge.close(PageId(page));
    }

    /// The page's frame has loaded.
    #[wasm_bindgen(js_name = frameLoaded)]
    pub fn frame_loaded(&self, page: u32) {
        self.bridge.input(Input::FrameLoaded { page: PageId(page) });
    }

    /// The desktop reloads the page.
    pub fn reload(&self, page: u32) {
        self.bridge.input(Input::Reloaded { page: PageId(page) });
    }

    /// The desktop shows the page, or something else in its place.
    pub fn shown(&self, page: u32, is_shown: bool) {
        self.bridge.input(Input::Shown { page: PageId(page), is_shown });
    }

    /// The desktop wants to close the page.
    pub fn closing(&self, page: u32) {
        self.bridge.input(Input::Closing { page: PageId(page) });
    }

    /// One answer of get-next-event.
    pub fn events(&self, events: &Array, bytes: u32) {
        self.bridge.events(events, bytes);
    }

    /// An agent session begins or ends.
    #[wasm_bindgen(js_name = agentSession)]
    pub fn agent_session(&self, is_started: bool) {
        self.bridge.input(if is_started {
            Input::AgentSessionStarted
        } else {
            Input::AgentSessionEnded
        });
    }

    /// The token that was wanted last for the page, or that it could not be had.
    #[wasm_bindgen(js_name = sessionToken)]
    pub fn session_token(&self, page: u32, token: Option<String>) {
        let page = PageId(page);
        let agent_session = self.state.wanted.borrow().get(&page).copied().unwrap_or_default();
        self.bridge.input(Input::SessionToken { page, agent_session, token });
    }

    /// The agent turns to a contact.
    pub fn focus(&self, contact: Option<f64>) {
        self.bridge.input(Input::Focus(contact.and_then(ContactId::from_number)));
    }

    /// The agent's permissions.
    #[expect(clippy::fn_params_excessive_bools, reason = "four independent permissions")]
    pub fn permissions(&self, mute: bool, mask: bool, record: bool, hang_up_inbound: bool) {
        let permissions = Permissions { mute, mask, record, hang_up_inbound };
        self.bridge.input(Input::Permissions(permissions));
    }

    /// What became of the last command of its kind.
    pub fn outcome(&self, command: &str, contact: Option<f64>, is_accepted: bool) -> bool {
        let contact = contact.and_then(ContactId::from_number);
        let sent = self.state.sent.borrow();
        let last = sent.iter().rev().find(|(_, name, of)| *name == command && *of == contact);
        let Some((number, ..)) = last.copied() else { return false };
        drop(sent);
        let outcome = if is_accepted { Outcome::Accepted } else { Outcome::Failed };
        self.bridge.input(Input::CommandOutcome { number, outcome });
        true
    }

    /// The agent presses a call button.
    pub fn press(&self, contact: Option<f64>, word: &str) -> bool {
        let Some(MessageType::Command(word)) = MessageType::parse(word) else { return false };
        let contact = contact.and_then(ContactId::from_number);
        self.bridge.input(Input::Pressed { contact, word });
        true
    }

    /// What was to be done since the last time, beside posts: JSON.
    #[must_use]
    pub fn happened(&self) -> String {
        Value::Array(self.state.happened.take()).to_string()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number of milliseconds from a vector"
)]
fn milliseconds(ms: f64) -> u64 {
    ms as u64
}
