//! What the agent has entered after a contact and not yet saved.
//!
//! Turning to another contact loses nothing, nor does a reload, nor work that ends before it is saved: its notes are
//! offered again. In `sessionStorage`, so that they end with the tab; for the agent who wrote them alone.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::agent_session::{AgentSession, Contact};
use crate::state_words::customer;

const KEY: &str = "cordboard.drafts";

/// More notes that were not saved would cover the work.
const MOST_LEFT: usize = 3;

/// All drafts: get them with `expect_context`.
#[derive(Clone, Copy)]
pub(crate) struct Drafts {
    open: StoredValue<BTreeMap<u64, Open>>,
    /// Notes whose work ended before they were saved, the oldest first.
    pub(crate) left: RwSignal<Vec<LeftNotes>>,
    session: AgentSession,
}

/// What was entered for one contact.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft {
    pub(crate) disposition: RwSignal<Option<u64>>,
    pub(crate) notes: RwSignal<String>,
}

#[derive(Debug, Clone)]
struct Open {
    draft: Draft,
    who: String,
    /// It is on its way to the server: whether it is left, its answer says.
    is_sent: bool,
}

/// Notes whose work ended before they were saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LeftNotes {
    pub(crate) contact: u64,
    pub(crate) who: String,
    pub(crate) notes: String,
}

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    agent: u64,
    open: Vec<KeptDraft>,
    left: Vec<LeftNotes>,
}

#[derive(Serialize, Deserialize)]
struct KeptDraft {
    contact: u64,
    who: String,
    disposition: Option<u64>,
    notes: String,
}

impl Drafts {
    /// Goes on with the agent's own drafts, and keeps them for as long as the owner lives.
    pub(crate) fn provide(session: &AgentSession) {
        let session = *session;
        let kept = Kept::read(session.agent_id());
        let open = kept.open.into_iter().map(|kept| {
            let draft = Draft {
                disposition: RwSignal::new(kept.disposition),
                notes: RwSignal::new(kept.notes),
            };
            (kept.contact, Open { draft, who: kept.who, is_sent: false })
        });
        let drafts = Self {
            open: StoredValue::new(open.collect()),
            left: RwSignal::new(kept.left),
            session,
        };
        Effect::new(move |_| {
            let contacts = session.contacts.with(|all| all.iter().map(|it| it.id).collect());
            // Before the first state has come, no contact has.
            if session.agent_state.with(Option::is_some) {
                drafts.leave_all_but(&contacts);
            }
        });
        provide_context(drafts);
    }

    pub(crate) fn of(self, contact: u64, shown: Option<&Contact>) -> Draft {
        if let Some(known) = self.open.with_value(|open| open.get(&contact).map(|it| it.draft)) {
            return known;
        }
        let draft = Draft { disposition: RwSignal::new(None), notes: RwSignal::default() };
        let who = shown.map(customer).unwrap_or_default();
        self.open.update_value(|open| {
            open.insert(contact, Open { draft, who, is_sent: false });
        });
        draft
    }

    /// Something was entered.
    pub(crate) fn keep(self) {
        let open = self.open.with_value(|open| {
            let kept = open.iter().map(|(contact, open)| KeptDraft {
                contact: *contact,
                who: open.who.clone(),
                disposition: open.draft.disposition.get_untracked(),
                notes: open.draft.notes.get_untracked(),
            });
            kept.collect()
        });
        if let Some(agent) = self.session.agent_id() {
            Kept { agent, open, left: self.left.get_untracked() }.write();
        }
    }

    /// The contact's draft goes to the server.
    pub(crate) fn sent(self, contact: u64) {
        self.set_sent(contact, true);
    }

    /// The server has answered.
    pub(crate) fn answered(self, contact: u64, is_saved: bool) {
        if is_saved {
            self.open.update_value(|open| {
                open.remove(&contact);
            });
            self.keep();
        } else {
            self.set_sent(contact, false);
            let contacts = self.session.contacts.get_untracked();
            self.leave_all_but(&contacts.iter().map(|it| it.id).collect());
        }
    }

    pub(crate) fn discard(self, contact: u64) {
        self.left.update(|left| left.retain(|it| it.contact != contact));
        self.keep();
    }

    fn set_sent(self, contact: u64, is_sent: bool) {
        self.open.update_value(|open| {
            if let Some(open) = open.get_mut(&contact) {
                open.is_sent = is_sent;
            }
        });
    }

    /// Drafts of contacts that are over are left.
    fn leave_all_but(self, contacts: &BTreeSet<u64>) {
        let mut over = Vec::new();
        self.open.update_value(|open| {
            open.retain(|contact, open| {
                let stays = open.is_sent || contacts.contains(contact);
                if !stays {
                    let notes = open.draft.notes.get_untracked();
                    over.push(LeftNotes { contact: *contact, who: open.who.clone(), notes });
                }
                stays
            });
        });
        if over.is_empty() {
            return;
        }
        over.retain(|left| !left.notes.trim().is_empty());
        self.left.update(|left| {
            left.append(&mut over);
            let too_many = left.len().saturating_sub(MOST_LEFT);
            left.drain(..too_many);
        });
        self.keep();
    }
}

impl Kept {
    fn read(agent: Option<u64>) -> Self {
        let text = storage().and_then(|storage| storage.get_item(KEY).ok()?);
        let kept: Self = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        // Another agent's are nobody's business.
        if Some(kept.agent) == agent { kept } else { Self::default() }
    }

    fn write(&self) {
        if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(self)) {
            // A full or forbidden storage costs the reload, not the work.
            let _ = storage.set_item(KEY, &text);
        }
    }
}

/// The agent has logged out: the next at this machine finds nothing.
pub(crate) fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}
