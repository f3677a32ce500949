//! Starts the desktop in the browser.

use cordboard_desktop::agent_session::AgentSession;
use leptos::prelude::*;

fn main() {
    mount_to_body(|| {
        let session = AgentSession::provide();
        session.begin();
    });
}
