//! Whether a page lets itself be framed: a browser does not tell, so the server is asked.

use cordboard_client::call;
use cordboard_protocol::desktop::{FramingVerdict, WillFrame};
use leptos::task::spawn_local;

use super::AgentSession;
use crate::pages::{OpenPageId, PagePlace};

impl AgentSession {
    /// Asks about a page that is shown in a frame; a refusal is shown with it.
    pub(super) fn ask_framing(self, id: OpenPageId) {
        let Some(page) = self.page(id) else { return };
        let Some(entry) = &page.entry else { return };
        let address = page.is_popped.then_some(page.url.as_str());
        let call = call::framing(&entry.page_id, address);
        spawn_local(async move {
            // Nothing to tell when the server cannot say: the page may well be there.
            let Ok(found) = self.api().read::<FramingVerdict>(call).await else { return };
            let refusal = (found.verdict == WillFrame::Refuses).then_some(found.reason);
            self.update_page(id, |page| page.refusal = refusal);
        });
    }

    /// Opens a page that refuses frames in a window without one.
    pub fn open_without_frame(&self, id: OpenPageId) {
        if let Some(page) = self.page(id).filter(|page| page.place == PagePlace::Docked) {
            self.open_window(&page);
        }
    }
}
