//! Session ids made for embedded pages (P27): the same page gets the same while the agent session
//! lasts.

use std::collections::BTreeMap;

use cordboard_acd::{AgentSessionId, SessionKey};
use tokio::sync::Mutex;

/// A page is named by its entry and a number.
pub(crate) const LONGEST_PAGE_NAME: usize = 200;

/// Which page has which key. Locked while a token is issued, so that a page that asks twice at once
/// gets one.
#[derive(Default)]
pub(crate) struct PageTokens {
    pub(crate) issued: Mutex<BTreeMap<AgentSessionId, BTreeMap<String, SessionKey>>>,
}
