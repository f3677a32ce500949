//! What a reload of the tab must not lose.
//!
//! In `sessionStorage`: it belongs to this tab alone, so two tabs never use up each other's refresh token, and it
//! ends with the tab, so the next person at this machine finds nothing. (`localStorage` would do neither.)

use cordboard_client::browser::Tokens;
use serde::{Deserialize, Serialize};

use super::Station;

const KEY: &str = "cordboard.agent-session";

/// What a reload goes on with.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) tokens: Tokens,
    pub(super) station: Station,
}

impl Kept {
    pub(super) fn read() -> Option<Self> {
        Self::from_text(&storage()?.get_item(KEY).ok()??)
    }

    pub(super) fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(super) fn text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    pub(super) fn write(&self) {
        if let (Some(storage), Some(text)) = (storage(), self.text()) {
            // A full or forbidden storage costs the reload, not the work.
            let _ = storage.set_item(KEY, &text);
        }
    }

    pub(super) fn forget() {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(KEY);
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}
