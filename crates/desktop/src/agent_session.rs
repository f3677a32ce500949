//! The agent session as signals: what the views show, and what the agent can do.

mod address_book;
mod changes;
mod commands;
mod contact;
mod dial;
mod driver;
mod events;
mod framing;
mod host;
mod kept;
mod key;
mod life;
mod notices;
mod open_pages;
mod page_windows;
mod poll;
mod pop_outs;
mod pressed;
mod saving;
mod settings;
mod silence;
mod state;

use std::cell::RefCell;
use std::rc::Rc;

use cordboard_broker::{PageId, Standing};
use cordboard_protocol::desktop::DesktopSettings;
use cordboard_protocol::skill::AgentSkill;
use cordboard_protocol::team::UnavailableCode;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

pub use contact::{Card, Contact};
pub use dial::Whom;
pub use state::{AgentStateNow, Leg, Level, Network, Notice, PendingState, Phase, Place, Station};

use crate::call_buttons::{CallButtons, CallPermissions, OtherCalls, call_buttons, has_room};
use crate::page_bridge::{PageBridge, Witness};
use crate::pages::{OpenPage, OpenPageId};
use driver::Driver;
use host::DesktopHost;

/// The agent session, for every view: get it with [`AgentSession::expect`].
///
/// # Units
/// `now_ms` in milliseconds of the server's clock since the Unix epoch; it ticks once a second, so that a view
/// computes "for 3:21" or "12 s left" from a time and never counts.
#[derive(Clone, Copy)]
pub struct AgentSession {
    /// How far the desktop is.
    pub phase: RwSignal<Phase>,
    /// Who is logged in, and the pages.
    pub settings: RwSignal<Option<DesktopSettings>>,
    /// What the agent may do.
    pub permissions: RwSignal<CallPermissions>,
    /// The unavailable codes of the agent's team.
    pub codes: RwSignal<Vec<UnavailableCode>>,
    /// The agent's skills.
    pub skills: RwSignal<Vec<AgentSkill>>,
    /// The agent's state.
    pub agent_state: RwSignal<Option<AgentStateNow>>,
    /// The agent's own phone connection; none when there is none.
    pub leg: RwSignal<Option<Leg>>,
    /// Whether nobody hears the agent.
    pub is_muted: RwSignal<bool>,
    /// The agent's contacts, by first appearance.
    pub contacts: RwSignal<Vec<Contact>>,
    /// The contact the agent looks at.
    pub focus: RwSignal<Option<u64>>,
    /// Whether the server is reached.
    pub network: RwSignal<Network>,
    /// Why the server cannot save, in its words, while it cannot.
    pub cannot_save: RwSignal<Option<String>>,
    /// The version of the settings, while other pages than those here hold at the next load.
    pub pages_changed: RwSignal<Option<String>>,
    /// The open pages, in the order they were opened.
    pub pages: RwSignal<Vec<OpenPage>>,
    /// What to tell the agent.
    pub notices: RwSignal<Vec<Notice>>,
    /// The server's time.
    pub now_ms: RwSignal<f64>,
    driver: StoredValue<Driver, LocalStorage>,
}

impl AgentSession {
    /// Makes the store and gives it to every view below.
    #[must_use]
    pub fn provide() -> Self {
        let session = Self {
            phase: RwSignal::default(),
            settings: RwSignal::default(),
            permissions: RwSignal::default(),
            codes: RwSignal::default(),
            skills: RwSignal::default(),
            agent_state: RwSignal::default(),
            leg: RwSignal::default(),
            is_muted: RwSignal::default(),
            contacts: RwSignal::default(),
            focus: RwSignal::default(),
            network: RwSignal::default(),
            cannot_save: RwSignal::default(),
            pages_changed: RwSignal::default(),
            pages: RwSignal::default(),
            notices: RwSignal::default(),
            now_ms: RwSignal::default(),
            driver: StoredValue::new_local(Driver::default()),
        };
        provide_context(session);
        session
    }

    /// The store of the view's application.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Who is logged in.
    #[must_use]
    pub fn agent_id(&self) -> Option<u64> {
        self.driver().api().agent().map(|agent| agent.agent_id)
    }

    /// The contact with this id.
    #[must_use]
    pub fn contact(&self, id: u64) -> Option<Contact> {
        self.contacts.with(|contacts| contacts.iter().find(|contact| contact.id == id).cloned())
    }

    /// The contact the agent looks at.
    #[must_use]
    pub fn focused(&self) -> Option<Contact> {
        self.contact(self.focus.get()?)
    }

    /// The buttons of a contact.
    #[must_use]
    pub fn buttons(&self, contact: &Contact) -> CallButtons {
        let others = self.contacts.with(|all| OtherCalls::beside(contact.id, all));
        call_buttons(contact, others, self.permissions.get())
    }

    /// Whether the agent may call somebody now: no call comes in or is dialled, there are not two, and no work after
    /// one is under way.
    #[must_use]
    pub fn may_dial(&self) -> bool {
        let is_acw = self.agent_state.with(|state| state.as_ref().is_none_or(|it| it.is_acw));
        !is_acw && self.contacts.with(|all| has_room(all))
    }

    /// From now on somebody sees what goes between the desktop and its pages, or nobody.
    pub(crate) fn set_witness(&self, witness: Option<Rc<dyn Witness>>) {
        self.bridge().set_witness(witness);
    }

    /// How the page stands with the broker; none for a link.
    pub(crate) fn page_standing(&self, id: OpenPageId) -> Option<Standing> {
        self.bridge().standing(PageId(id.0))
    }

    /// Posts a recorded message to the page once more; says whether it could be.
    pub(crate) fn replay(&self, id: OpenPageId, message: &JsValue) -> bool {
        self.bridge().replay(PageId(id.0), message)
    }

    fn bridge(&self) -> PageBridge {
        let session = *self;
        self.driver().bridge(|| Box::new(DesktopHost { session, timer: RefCell::default() }))
    }

    fn driver(&self) -> Driver {
        self.driver.with_value(Driver::clone)
    }
}
