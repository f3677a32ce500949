//! The server says that it cannot save: what is asked of it is not done until it can.

use std::time::Duration;

use cordboard_client::Failure;
use cordboard_client::call;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{AgentSession, Level};

/// How often it is asked whether it can save again.
const ASK_EVERY: Duration = Duration::from_secs(5);

impl AgentSession {
    /// Shows that the server cannot save, until it can.
    pub(super) fn cannot_save(&self, failure: &Failure) {
        let is_known = self.cannot_save.with_untracked(Option::is_some);
        let Failure::Refused(problem) = failure else { return };
        let why = problem.detail.clone().unwrap_or_default();
        self.cannot_save.set(Some(why));
        if !is_known {
            let (session, run) = (*self, self.driver().run());
            spawn_local(async move { session.watch_saving(run).await });
        }
    }

    async fn watch_saving(self, run: u64) {
        loop {
            super::poll::wait(ASK_EVERY).await;
            if !self.driver().is_run(run) {
                break;
            }
            match self.api().command(call::readiness()).await {
                // A server that is not reached is another matter, and told as such.
                Err(failure) if failure.is_passing() => {}
                Ok(()) | Err(_) => {
                    self.tell(Level::Information, "The server saves again: all buttons work.");
                    break;
                }
            }
        }
        self.cannot_save.set(None);
    }
}
