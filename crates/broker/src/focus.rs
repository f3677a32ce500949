use cordboard_protocol::page::{ContactFocus, ContactId, Extension};

use crate::{
    Broker, PageId, PostedEvent,
    call_commands::CallCommands,
    open_page::{Kept, Progress},
};

impl CallCommands {
    pub(crate) fn focused(&self) -> PostedEvent {
        PostedEvent::Focus(ContactFocus::new(self.focus))
    }
}

impl Broker {
    /// The agent turned to a contact, or to none.
    ///
    /// # Source
    /// P40, P50
    pub(crate) fn on_focus(&mut self, contact: Option<ContactId>) {
        let before = std::mem::replace(&mut self.call_commands.focus, contact);
        if before == contact {
            return;
        }
        let event = self.call_commands.focused();
        // An answer that waits will bring the focus of then.
        let asks =
            |kept: &Kept| kept.has(Extension::Focus) && matches!(kept.progress, Progress::Answered);
        let pages: Vec<PageId> = self.pages.keys().copied().collect();
        for page in pages {
            self.tell_own(page, asks, &event);
        }
    }
}
