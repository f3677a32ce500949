//! Embedded pages.

use cordboard_acd::setup;
use cordboard_protocol::desktop::{Framing, Grant, PageEntry, PageKind};

/// Makes a page's entry as the desktop reads it.
pub(crate) fn entry(page: &setup::Page) -> PageEntry {
    PageEntry {
        page_id: page.id.0.clone(),
        kind: match page.kind {
            setup::PageKind::Panel => PageKind::Panel,
            setup::PageKind::Workspace => PageKind::Workspace,
        },
        name: page.name.clone(),
        icon: page.icon.clone(),
        url: page.url.clone(),
        origins: page.origins.clone(),
        frame_origins: page.frame_origins.clone(),
        skills: page.skills.iter().map(|skill| skill.0).collect(),
        grants: page.grants.iter().copied().map(grant).collect(),
        sandbox: page.sandbox.clone(),
        allow: page.allow.clone(),
        framing: framing(page.framing),
    }
}

/// Makes a grant.
pub(crate) fn grant(grant: setup::Grant) -> Grant {
    match grant {
        setup::Grant::SessionToken => Grant::SessionToken,
        setup::Grant::CallCommands => Grant::CallCommands,
        setup::Grant::ContactCard => Grant::ContactCard,
    }
}

/// Reads a grant.
pub(crate) fn grant_of(grant: Grant) -> setup::Grant {
    match grant {
        Grant::SessionToken => setup::Grant::SessionToken,
        Grant::CallCommands => setup::Grant::CallCommands,
        Grant::ContactCard => setup::Grant::ContactCard,
    }
}

/// Says how a page is shown.
pub(crate) fn framing(framing: setup::Framing) -> Framing {
    match framing {
        setup::Framing::Frame => Framing::Frame,
        setup::Framing::Window => Framing::Window,
    }
}

/// Reads how a page is shown.
pub(crate) fn framing_of(framing: Framing) -> setup::Framing {
    match framing {
        Framing::Frame => setup::Framing::Frame,
        Framing::Window => setup::Framing::Window,
    }
}
