//! Embedded pages: what they are and what they may do.

use serde::{Deserialize, Serialize};

use crate::{SkillId, TeamId};

/// Names the entry of an embedded page. It stays the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageEntryId(
    /// The name itself.
    pub String,
);

impl std::fmt::Display for PageEntryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Holds the entry of an embedded page.
///
/// # Source
/// `docs/page-protocol.md` P1, P3, P4, P11.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Names it.
    pub id: PageEntryId,
    /// Pages are shown, and asked for a popped address, from the smallest on.
    pub place: u32,
    /// Contact panel or custom workspace.
    pub kind: PageKind,
    /// What the agent reads.
    pub name: String,
    /// One character or an address of a picture; may be empty.
    pub icon: String,
    /// Its address, with variables.
    pub url: String,
    /// The origins that are heard.
    pub origins: Vec<String>,
    /// The origins that may be shown.
    pub frame_origins: Vec<String>,
    /// The teams that see it; none listed: all.
    pub teams: Vec<TeamId>,
    /// A panel opens with contacts of these skills; none listed: only when popped.
    pub skills: Vec<SkillId>,
    /// What it may have beside events.
    pub grants: Vec<Grant>,
    /// The words of the frame's `sandbox`.
    pub sandbox: Vec<String>,
    /// The frame's `allow`.
    pub allow: String,
    /// How it is shown.
    pub framing: Framing,
}

/// The two places that hold a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageKind {
    /// Belongs to one contact.
    Panel,
    /// Always open.
    Workspace,
}

/// What a page may have beside events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grant {
    /// An id of the agent session (P27).
    SessionToken,
    /// The call commands (P41).
    CallCommands,
    /// Name and picture on the contact card (P43).
    ContactCard,
}

/// Whether a page lets itself be framed (P4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Framing {
    /// In a frame, here or in a pop-out.
    #[default]
    Frame,
    /// It refuses frames: a window of its own.
    Window,
}
