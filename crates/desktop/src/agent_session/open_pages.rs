//! Opening, showing, popping out and closing pages.

use std::collections::BTreeMap;
use std::time::Duration;

use cordboard_broker::{Extensions, Grants, Input, Origin, PageId, PageKind, PageRules};
use cordboard_protocol::desktop::{self, Framing, Grant, PageEntry};
use cordboard_protocol::events::{PageAction, PageOpen, PopDestination, PopUrl};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::HtmlIFrameElement;

use super::key::new_key;
use super::{AgentSession, Contact, Level};
use crate::page_bridge::Peer;
use crate::pages::address::{entry_for, filled};
use crate::pages::kept_pages::{KeptPage, KeptPages};
use crate::pages::{OpenPage, OpenPageId, PagePlace};

/// What an event asks to show.
#[derive(Debug, Clone)]
pub(super) enum Pop {
    Url(PopUrl),
    Page(PageOpen),
}

/// How long a panel stays after its contact: enough to take the last event, too short to be in the way.
const LAST_MOMENT: Duration = Duration::from_secs(1);

/// A page to be opened.
struct Wanted {
    key: Option<String>,
    entry: Option<PageEntry>,
    contact: Option<u64>,
    title: String,
    url: String,
    is_popped: bool,
    outlives_contact: bool,
}

impl AgentSession {
    /// The open page with this id.
    #[must_use]
    pub fn page(&self, id: OpenPageId) -> Option<OpenPage> {
        self.pages.with_untracked(|pages| pages.iter().find(|page| page.id == id).cloned())
    }

    /// The page's frame is in the document: from now on its messages are heard.
    pub fn frame_shown(&self, id: OpenPageId, frame: &HtmlIFrameElement) {
        self.driver().pages().set_frame(id, frame);
        if let Some(window) = frame.content_window() {
            self.bridge().attach(PageId(id.0), Some(Peer::Window(window)));
        }
        self.ask_framing(id);
    }

    /// The page's frame has loaded a document.
    pub fn frame_loaded(&self, id: OpenPageId) {
        self.bridge().input(Input::FrameLoaded { page: PageId(id.0) });
    }

    /// The agent sees the page, or something else in its place.
    pub fn page_shown(&self, id: OpenPageId, is_shown: bool) {
        self.bridge().input(Input::Shown { page: PageId(id.0), is_shown });
    }

    /// Loads the page anew, where it is.
    pub fn reload_page(&self, id: OpenPageId) {
        let Some(page) = self.page(id) else { return };
        self.bridge().input(Input::Reloaded { page: PageId(id.0) });
        match page.place {
            PagePlace::Docked => {
                self.driver().pages().reload_frame(id, &page.url);
                self.ask_framing(id);
            }
            PagePlace::PoppedOut => self.driver().pages().say(id, "reload", &JsValue::TRUE),
            PagePlace::BareWindow { .. } => self.open_window(&page),
            PagePlace::Link => {}
        }
    }

    /// Shows the page in a window of its own.
    pub fn pop_out(&self, id: OpenPageId) {
        self.pop_out_sized(id, None);
    }

    /// Brings a popped-out page back; goes to a bare window, or opens it (again).
    pub fn bring_back(&self, id: OpenPageId) {
        let Some(page) = self.page(id) else { return };
        match page.place {
            PagePlace::PoppedOut => {
                self.driver().pages().say(id, "close", &JsValue::TRUE);
                self.dock(id);
            }
            PagePlace::BareWindow { is_connected: true } => self.driver().pages().focus_window(id),
            PagePlace::BareWindow { is_connected: false } => self.open_window(&page),
            PagePlace::Docked | PagePlace::Link => {}
        }
    }

    /// Closes the page.
    pub fn close_page(&self, id: OpenPageId) {
        let page = self.page(id);
        self.bridge().close(PageId(id.0));
        let stays = page.is_some_and(|page| page.outlives_contact);
        self.driver().pages().forget(id, stays);
        self.pages.update(|pages| pages.retain(|page| page.id != id));
        self.keep_pages();
    }

    pub(super) fn pop_out_sized(&self, id: OpenPageId, size: Option<(u64, u64)>) {
        let Some(page) = self.page(id) else { return };
        if page.place != PagePlace::Docked {
            return;
        }
        let (width, height) = size.unwrap_or((900, 700));
        let features = format!("popup,width={width},height={height}");
        let address = format!("/popout#{}", page.key);
        let window = web_sys::window().and_then(|window| {
            window.open_with_url_and_target_and_features(&address, &page.key, &features).ok()?
        });
        if window.is_none() {
            self.tell(
                Level::Failure,
                "The browser blocked the window: allow pop-ups for this address.",
            );
            return;
        }
        self.link_pop_out(id, &page.key);
    }

    /// The page is in a pop-out from now on, whether that is still to load or has long been there.
    pub(super) fn link_pop_out(&self, id: OpenPageId, key: &str) {
        let page = PageId(id.0);
        self.bridge().attach(page, None);
        self.bridge().input(Input::Reloaded { page });
        let session = *self;
        let heard = move |said: &JsValue| session.on_pop_out(id, said);
        if let Some(channel) = self.driver().pages().link(id, key, heard) {
            self.bridge().attach(page, Some(Peer::PopOut(channel)));
        }
        self.place(id, PagePlace::PoppedOut);
    }

    pub(super) fn dock(&self, id: OpenPageId) {
        let page = PageId(id.0);
        self.driver().pages().unlink(id);
        self.bridge().attach(page, None);
        self.bridge().input(Input::Reloaded { page });
        self.place(id, PagePlace::Docked);
    }

    /// Opens the window of a page that refuses frames: by its name, so that one that is there is found again; it
    /// loads the page anew, so that it registers anew.
    pub(super) fn open_window(&self, page: &OpenPage) {
        let window = web_sys::window().and_then(|window| {
            let features = "popup,width=900,height=700";
            window.open_with_url_and_target_and_features(&page.url, &page.key, features).ok()?
        });
        let id = PageId(page.id.0);
        self.bridge().input(Input::Reloaded { page: id });
        if let Some(window) = &window {
            self.driver().pages().set_window(page.id, window);
        } else {
            self.tell(
                Level::Failure,
                "The browser blocked the window: allow pop-ups for this address.",
            );
        }
        let is_connected = window.is_some();
        self.bridge().attach(id, window.map(Peer::Window));
        self.place(page.id, PagePlace::BareWindow { is_connected });
    }

    /// A bare window that the agent closed is connected no more. Nothing tells it: it is looked at with the clock.
    pub(super) fn watch_windows(&self) {
        for id in self.driver().pages().closed_windows() {
            self.bridge().attach(PageId(id.0), None);
            self.bridge().input(Input::Reloaded { page: PageId(id.0) });
            self.place(id, PagePlace::BareWindow { is_connected: false });
        }
    }

    fn place(&self, id: OpenPageId, place: PagePlace) {
        self.update_page(id, |page| page.place = place);
        self.keep_pages();
    }

    pub(super) fn update_page(&self, id: OpenPageId, change: impl FnOnce(&mut OpenPage)) {
        self.pages.update(|pages| {
            if let Some(page) = pages.iter_mut().find(|page| page.id == id) {
                change(page);
            }
        });
    }

    /// The settings and the first picture are there: opens what a reload closed, the workspaces, and the panels of
    /// the contacts. Called whenever one of the two comes; does nothing until both have.
    pub(super) fn serve_pages(&self) {
        let driver = self.driver();
        let Some(settings) = self.settings.get_untracked() else { return };
        if !driver.pages().has_picture() {
            return;
        }
        if driver.pages().begin_serving() {
            self.open_kept(&settings.pages);
            let is_workspace = |entry: &&PageEntry| entry.kind == desktop::PageKind::Workspace;
            for entry in settings.pages.iter().filter(is_workspace) {
                self.open_entry(entry, None);
            }
        }
        for contact in self.contacts.get_untracked() {
            self.serve_contact(&settings.pages, &contact);
        }
        for pop in driver.pages().take_pops() {
            match pop {
                Pop::Url(pop) => self.pop_url(&pop),
                Pop::Page(page) => self.page_open(&page),
            }
        }
        self.close_orphans();
    }

    /// P1: a contact's panels open with its first event.
    fn serve_contact(&self, entries: &[PageEntry], contact: &Contact) {
        if !self.driver().pages().is_first_of(contact.id) {
            return;
        }
        let is_its = |entry: &&PageEntry| {
            entry.kind == desktop::PageKind::Panel && entry.skills.contains(&contact.skill_id)
        };
        for entry in entries.iter().filter(is_its) {
            self.open_entry(entry, Some(contact));
        }
        if !contact.screen_pop_url.is_empty() {
            self.pop(&contact.screen_pop_url, contact.id, None, true);
        }
        self.keep_pages();
    }

    fn pop_url(&self, pop: &PopUrl) {
        let ends_with_contact = pop.close_popout_upon_termination.is_none_or(|it| it.0);
        let id = self.pop(&pop.url, pop.contact_id.0, pop.tab_title.as_deref(), ends_with_contact);
        if let (Some(id), PopDestination::Popout) = (id, pop.pop_destination) {
            let size = pop.popout_window_width.zip(pop.popout_window_height);
            self.pop_out_sized(id, size.map(|(width, height)| (width.0, height.0)));
        }
    }

    fn page_open(&self, page: &PageOpen) {
        match page.action {
            PageAction::Open => {
                self.pop(&page.page_uri, page.contact_id.0, None, true);
            }
            PageAction::Close => {
                let contact = Some(page.contact_id.0);
                let is_it = |it: &&OpenPage| it.contact == contact && it.url == page.page_uri;
                for id in self.ids(is_it) {
                    self.begin_closing(id);
                }
            }
        }
    }

    /// P11: an address takes the entry that names its origin; with none it is a link.
    fn pop(
        &self,
        address: &str,
        contact: u64,
        title: Option<&str>,
        ends_with_contact: bool,
    ) -> Option<OpenPageId> {
        let url = web_sys::Url::new(address).ok();
        let Some(url) = url.filter(|url| matches!(&*url.protocol(), "http:" | "https:")) else {
            self.tell(Level::Failure, "An address that belongs to this contact cannot be shown.");
            return None;
        };
        let settings = self.settings.get_untracked()?;
        let entry = entry_for(&settings.pages, &url.origin()).cloned();
        let title = title.filter(|title| !title.is_empty()).map(str::to_owned);
        let title = title
            .or_else(|| entry.as_ref().map(|entry| entry.name.clone()))
            .unwrap_or_else(|| url.host());
        Some(self.open(Wanted {
            key: None,
            entry,
            contact: Some(contact),
            title,
            url: address.to_owned(),
            is_popped: true,
            outlives_contact: !ends_with_contact,
        }))
    }

    fn open_entry(&self, entry: &PageEntry, contact: Option<&Contact>) {
        let url = filled(&entry.url, &self.variables(contact));
        self.open(Wanted {
            key: None,
            entry: Some(entry.clone()),
            contact: contact.map(|contact| contact.id),
            title: entry.name.clone(),
            url,
            is_popped: false,
            outlives_contact: false,
        });
    }

    /// Opens a page, or finds the one that is open already.
    fn open(&self, wanted: Wanted) -> OpenPageId {
        let page_id = |entry: &Option<PageEntry>| entry.as_ref().map(|it| it.page_id.clone());
        let is_closing = |page: &OpenPage| self.driver().pages().is_closing(page.id);
        let is_same = |page: &&OpenPage| {
            page.contact == wanted.contact
                && !is_closing(page)
                && page_id(&page.entry) == page_id(&wanted.entry)
                && (page.url == wanted.url || page.contact.is_none())
        };
        if let Some(open) = self.ids(is_same).first() {
            return *open;
        }
        let id = self.driver().pages().next_id();
        let framing = wanted.entry.as_ref().map(|entry| entry.framing);
        let place = match framing {
            None => PagePlace::Link,
            Some(Framing::Frame) => PagePlace::Docked,
            Some(Framing::Window) => PagePlace::BareWindow { is_connected: false },
        };
        if let Some(entry) = &wanted.entry {
            self.bridge().open(PageId(id.0), rules(entry, wanted.contact));
        }
        let page = OpenPage {
            id,
            key: wanted.key.unwrap_or_else(new_key),
            entry: wanted.entry,
            contact: wanted.contact,
            title: wanted.title,
            url: wanted.url,
            is_popped: wanted.is_popped,
            place,
            refusal: None,
            outlives_contact: wanted.outlives_contact,
        };
        self.pages.update(|pages| pages.push(page));
        self.keep_pages();
        id
    }

    /// After a reload of the desktop: what was open, where it was.
    fn open_kept(&self, entries: &[PageEntry]) {
        let kept = KeptPages::read();
        self.driver().pages().set_served(&kept.served);
        for page in kept.pages {
            let is_its = |entry: &&PageEntry| Some(&entry.page_id) == page.page_id.as_ref();
            let entry = entries.iter().find(is_its).cloned();
            let is_there = page.contact.is_none_or(|id| {
                self.contacts.with_untracked(|contacts| contacts.iter().any(|it| it.id == id))
            });
            // An entry that was taken away, or a contact that is closed.
            if !is_there || entry.is_none() && page.page_id.is_some() {
                continue;
            }
            // A changed entry holds from this load on; a pop-out has not been loaded anew.
            let (title, url) = match &entry {
                Some(entry) if !page.is_popped && !page.is_popped_out => {
                    let contact = page.contact.and_then(|id| self.contact_untracked(id));
                    (entry.name.clone(), filled(&entry.url, &self.variables(contact.as_ref())))
                }
                Some(_) | None => (page.title, page.url),
            };
            let key = page.key.clone();
            let id = self.open(Wanted {
                key: Some(page.key),
                entry,
                contact: page.contact,
                title,
                url,
                is_popped: page.is_popped,
                outlives_contact: page.outlives_contact,
            });
            if page.is_popped_out {
                self.find_pop_out(id, &key);
            }
        }
    }

    pub(super) fn contact_untracked(&self, id: u64) -> Option<Contact> {
        self.contacts.with_untracked(|contacts| contacts.iter().find(|it| it.id == id).cloned())
    }

    /// P1, P2: a closed contact's panels close, each when the broker lets it go (P51).
    pub(super) fn close_panels(&self, contact: u64) {
        for id in self.ids(|page| page.contact == Some(contact)) {
            self.begin_closing(id);
        }
    }

    /// The page is to be closed. It may be given time to save, and does not come back.
    fn begin_closing(&self, id: OpenPageId) {
        self.driver().pages().set_closing(id);
        self.bridge().input(Input::Closing { page: PageId(id.0) });
    }

    /// The broker lets a page go. One that knows nothing of it is heard no more at once, but its window stays a moment,
    /// in which it gets the event that closed its contact: a window that is gone takes nothing any more.
    pub(super) fn on_remove(&self, id: OpenPageId, was_told: bool) {
        if was_told {
            self.close_page(id);
            return;
        }
        self.bridge().close(PageId(id.0));
        let session = *self;
        set_timeout(move || session.close_page(id), LAST_MOMENT);
    }

    /// A picture that begins anew may leave contacts out.
    fn close_orphans(&self) {
        let contacts = self.contacts.get_untracked();
        let is_there = |contact: u64| contacts.iter().any(|it| it.id == contact);
        let is_orphan = |page: &&OpenPage| {
            !self.driver().pages().is_closing(page.id)
                && page.contact.is_some_and(|contact| !is_there(contact))
        };
        for id in self.ids(is_orphan) {
            self.begin_closing(id);
        }
    }

    /// The agent session is over.
    pub(super) fn close_all_pages(&self) {
        for id in self.ids(|_| true) {
            self.close_page(id);
        }
        self.driver().pages().end_serving();
        KeptPages::forget();
    }

    fn ids(&self, is_it: impl Fn(&&OpenPage) -> bool) -> Vec<OpenPageId> {
        self.pages.with_untracked(|pages| pages.iter().filter(is_it).map(|page| page.id).collect())
    }

    fn keep_pages(&self) {
        let kept = |page: &OpenPage| KeptPage {
            key: page.key.clone(),
            page_id: page.entry.as_ref().map(|entry| entry.page_id.clone()),
            contact: page.contact,
            title: page.title.clone(),
            url: page.url.clone(),
            is_popped: page.is_popped,
            is_popped_out: page.place == PagePlace::PoppedOut,
            outlives_contact: page.outlives_contact,
        };
        let pages = self.pages.with_untracked(|pages| pages.iter().map(kept).collect());
        KeptPages { pages, served: self.driver().pages().served() }.write();
    }

    fn variables(&self, contact: Option<&Contact>) -> BTreeMap<&'static str, String> {
        let mut values = BTreeMap::new();
        if let Some(settings) = self.settings.get_untracked() {
            let agent = settings.agent;
            values.insert("agentId", agent.agent_id.to_string());
            values.insert("firstName", agent.first_name);
            values.insert("lastName", agent.last_name);
            values.insert("teamId", agent.team_id.to_string());
            values.insert("teamName", agent.team_name);
            values.insert("busNo", agent.bus_no.to_string());
        }
        if let Some(contact) = contact {
            values.insert("contactId", contact.id.to_string());
            values.insert("masterId", contact.master_id.to_string());
            values.insert("ani", contact.ani.clone());
            values.insert("dnis", contact.dnis.clone());
            values.insert("skillId", contact.skill_id.to_string());
            values.insert("skillName", contact.skill_name.clone());
        }
        values
    }
}

fn rules(entry: &PageEntry, contact: Option<u64>) -> PageRules {
    let has = |grant| entry.grants.contains(&grant);
    let contact = contact.and_then(cordboard_broker::ContactId::new);
    PageRules {
        origins: entry.origins.iter().filter_map(|origin| Origin::parse(origin).ok()).collect(),
        grants: Grants {
            session_token: has(Grant::SessionToken),
            call_commands: has(Grant::CallCommands),
            contact_card: has(Grant::ContactCard),
        },
        kind: contact.map_or(PageKind::Workspace, PageKind::Panel),
        extensions: Extensions::ALL,
    }
}
