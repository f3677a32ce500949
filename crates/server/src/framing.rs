//! Whether a page lets itself be framed. A browser cannot see why a frame stays empty, so the
//! server looks at the page's headers.

mod ancestors;
mod look;
mod networks;

pub(crate) use look::FramingLook;

use cordboard_acd::{
    Setup, fill_address,
    setup::{Framing, Page},
};
use cordboard_protocol::desktop::WillFrame;
use url::Url;

use crate::state::AppState;

/// Looks at the pages whose entries a change has set, and says in the log which will not be seen.
/// Whoever saves need not wait for it.
pub(crate) fn look_at_saved(state: &AppState, before: &Setup, after: &Setup) {
    let is_set = |page: &&Page| before.pages.get(&page.id) != Some(*page);
    let framed = after.pages.values().filter(|page| page.framing == Framing::Frame);
    for page in framed.filter(is_set) {
        let Some(address) = without_variables(&page.url) else { continue };
        let (state, id, origins) = (state.clone(), page.id.0.clone(), page.frame_origins.clone());
        tokio::spawn(async move {
            let found = state.framing.look(&address, &origins).await;
            if found.verdict == WillFrame::Refuses {
                tracing::warn!(page = id, "the page will not be seen in a frame: {}", found.reason);
            }
        });
    }
}

/// Gives the address of an entry with nothing in place of its variables.
pub(crate) fn without_variables(template: &str) -> Option<Url> {
    Url::parse(&fill_address(template, |_| Some(String::new()))).ok()
}
