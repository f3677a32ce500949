//! Which pages are open, for a reload of the desktop. In `sessionStorage`, as the agent session is.

use serde::{Deserialize, Serialize};

const KEY: &str = "cordboard.pages";

/// What a reload opens again.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptPages {
    pub(crate) pages: Vec<KeptPage>,
    /// Contacts whose panels have been opened: what was closed since stays closed.
    pub(crate) served: Vec<u64>,
}

/// One open page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptPage {
    pub(crate) key: String,
    pub(crate) page_id: Option<String>,
    pub(crate) contact: Option<u64>,
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) is_popped: bool,
    pub(crate) is_popped_out: bool,
    pub(crate) outlives_contact: bool,
}

impl KeptPages {
    pub(crate) fn read() -> Self {
        let text = storage().and_then(|storage| storage.get_item(KEY).ok()?);
        text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    pub(crate) fn write(&self) {
        if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(self)) {
            // A full or forbidden storage costs the reload, not the work.
            let _ = storage.set_item(KEY, &text);
        }
    }

    pub(crate) fn forget() {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(KEY);
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}
