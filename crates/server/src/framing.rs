//! Whether a page lets itself be framed. A browser cannot see why a frame stays empty, so the
//! server looks at the page's headers.

mod ancestors;
mod look;
mod networks;

pub(crate) use look::FramingLook;

use cordboard_acd::{Setup, setup};
use cordboard_protocol::desktop::WillFrame;
use url::Url;

use crate::{config::EntryName, state::AppState};

/// Looks at a page whose entry was saved, and says in the log when it will not be seen. Whoever
/// saves need not wait for it.
pub(crate) fn look_at_saved(state: &AppState, entry: &EntryName, setup: &Setup) {
    let EntryName::Page(id) = entry else { return };
    let Some(page) = setup.pages.get(id) else { return };
    let Some(address) = without_variables(&page.url) else { return };
    if page.framing == setup::Framing::Window {
        return;
    }
    let (state, id, origins) = (state.clone(), id.0.clone(), page.frame_origins.clone());
    tokio::spawn(async move {
        let found = state.framing.look(&address, &origins).await;
        if found.verdict == WillFrame::Refuses {
            tracing::warn!(page = id, "the page will not be seen in a frame: {}", found.reason);
        }
    });
}

/// Gives the address of an entry with nothing in place of its variables.
pub(crate) fn without_variables(template: &str) -> Option<Url> {
    let mut address = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        address.push_str(before);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    Url::parse(&(address + rest)).ok()
}
