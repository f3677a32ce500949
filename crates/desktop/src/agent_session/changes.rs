//! What an administrator changes while the agent works.
//!
//! Codes, skills and permissions hold at once. Pages change with the desktop's next load: one that is open is not
//! taken from under the agent's hands.

use cordboard_client::call;
use cordboard_protocol::desktop::DesktopSettings;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::AgentSession;

/// How often the settings are looked at, beside what events say.
const LOOK_EVERY_MS: f64 = 60_000.0;

/// What an event says to read anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anew {
    Permissions,
    Skills,
    Codes,
}

impl Anew {
    /// By the event's `Type`.
    pub(super) fn of(kind: &str) -> Option<Self> {
        match kind {
            "UpdatePermissions" => Some(Self::Permissions),
            "UpdateSkills" => Some(Self::Skills),
            "UpdateUnavailableCodes" => Some(Self::Codes),
            _ => None,
        }
    }
}

impl AgentSession {
    /// Reads what has changed, and looks whether pages have.
    pub(super) fn read_anew(self, changed: Vec<Anew>) {
        if changed.is_empty() {
            return;
        }
        let run = self.driver().run();
        spawn_local(async move {
            // The agent may be of another team.
            self.look_at_settings(run).await;
            for what in changed {
                match what {
                    Anew::Permissions => self.read_permissions(run).await,
                    Anew::Skills => self.read_skills(run).await,
                    Anew::Codes => self.read_codes(run).await,
                }
            }
        });
    }

    /// Called with the clock.
    pub(super) fn look_now_and_then(self) {
        let is_known = self.settings.with_untracked(Option::is_some);
        if is_known && self.driver().settings_age_ms() >= LOOK_EVERY_MS {
            let run = self.driver().run();
            spawn_local(async move { self.look_at_settings(run).await });
        }
    }

    /// Looks whether the settings are still those that the desktop was loaded with.
    async fn look_at_settings(self, run: u64) {
        let tag = self.driver().looks_at_settings();
        let api = self.api();
        let read = api.read_if_changed::<DesktopSettings>(call::desktop_settings(), &tag).await;
        // Whoever does not get them this time asks again.
        let Ok(Some(read)) = read else { return };
        let Some(known) = self.settings.get_untracked() else { return };
        if !self.driver().is_run(run) {
            return;
        }
        self.driver().looked_at_settings(&read.version);
        self.pages_changed.set((read.pages != known.pages).then_some(read.version));
        if read.agent != known.agent {
            self.settings.set(Some(DesktopSettings { agent: read.agent, ..known }));
        }
    }
}
