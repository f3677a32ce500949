//! The pages that are open: contact panels and custom workspaces, and where each is shown.

pub mod address;
pub(crate) mod kept_pages;
pub(crate) mod pop_out_link;

use cordboard_protocol::desktop::{PageEntry, PageKind};
pub use pop_out_link::{PopOutPage, channel_name};

/// Names an open page; never used twice while the desktop is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpenPageId(pub u32);

/// One open page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPage {
    /// Names it here.
    pub id: OpenPageId,
    /// Names it across reloads of the desktop, and its window.
    pub key: String,
    /// What it is and what it may do; none for an address that no entry covers (a link).
    pub entry: Option<PageEntry>,
    /// The contact it belongs to; none for a workspace.
    pub contact: Option<u64>,
    /// What the agent reads.
    pub title: String,
    /// Its address, filled in.
    pub url: String,
    /// Whether an event gave title and address, rather than its entry.
    pub is_popped: bool,
    /// Where it is shown.
    pub place: PagePlace,
    /// Why its frame stays empty, as the end of a sentence, where the server has found out.
    pub refusal: Option<String>,
    /// Whether its window stays when the contact is closed.
    pub outlives_contact: bool,
}

/// Where an open page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagePlace {
    /// In a frame of the desktop: keep the frame where it is in the document, hide it by CSS (P5).
    Docked,
    /// In a window of its own, which holds the frame.
    PoppedOut,
    /// It refuses frames: a bare window (P4).
    BareWindow {
        /// Whether the desktop holds the window; else offer to (re)connect.
        is_connected: bool,
    },
    /// No entry covers it: a link with `rel="noopener"`, never heard (P11).
    Link,
}

impl OpenPage {
    /// Contact panel or custom workspace.
    #[must_use]
    pub fn kind(&self) -> PageKind {
        if self.contact.is_some() { PageKind::Panel } else { PageKind::Workspace }
    }

    /// The words of the frame's `sandbox`.
    #[must_use]
    pub fn sandbox(&self) -> String {
        self.entry.as_ref().map(|entry| entry.sandbox.join(" ")).unwrap_or_default()
    }

    /// The frame's `allow`.
    #[must_use]
    pub fn allow(&self) -> String {
        self.entry.as_ref().map(|entry| entry.allow.clone()).unwrap_or_default()
    }

    /// One character or an address of a picture; may be empty.
    #[must_use]
    pub fn icon(&self) -> &str {
        self.entry.as_ref().map(|entry| entry.icon.as_str()).unwrap_or_default()
    }
}
