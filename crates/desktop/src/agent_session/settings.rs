//! What the desktop reads at the start of its work.

use cordboard_broker::Input;
use cordboard_client::Failure;
use cordboard_client::call::{self, Call};
use cordboard_protocol::desktop::DesktopSettings;
use cordboard_protocol::permissions::Permissions;
use cordboard_protocol::server_time::ServerTime;
use cordboard_protocol::skill::AgentSkills;
use cordboard_protocol::team::UnavailableCodes;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::JsFuture;

use super::AgentSession;
use super::events::time_ms;
use crate::call_buttons::CallPermissions;

impl AgentSession {
    pub(super) async fn read_settings(self) {
        let run = self.driver().run();
        self.read_server_time().await;
        self.read_permissions(run).await;
        self.read_skills(run).await;
        self.read_codes(run).await;
        let call = call::desktop_settings();
        let settings = self.read::<DesktopSettings>(run, "Read the settings", call).await;
        if let Ok(Some(settings)) = settings {
            self.driver().looked_at_settings(&settings.version);
            self.settings.set(Some(settings));
            self.pages_changed.set(None);
            self.serve_pages();
        }
    }

    pub(super) async fn read_permissions(&self, run: u64) {
        let Some(agent) = self.api().agent() else { return };
        let call = call::permissions(agent.agent_id);
        let read = self.read::<Permissions>(run, "Read the permissions", call).await;
        if let Ok(Some(permissions)) = read {
            let permissions = call_permissions(&permissions);
            self.permissions.set(permissions);
            self.bridge().input(Input::Permissions(permissions.into()));
        }
    }

    pub(super) async fn read_skills(&self, run: u64) {
        let Some(agent) = self.api().agent() else { return };
        let call = call::agent_skills(agent.agent_id);
        let read = self.read::<AgentSkills>(run, "Read the skills", call).await;
        if let Ok(read) = read {
            self.skills.set(read.map(|read| read.agent_skill_assignments).unwrap_or_default());
            self.name_skills();
        }
    }

    pub(super) async fn read_codes(&self, run: u64) {
        let Some(agent) = self.api().agent() else { return };
        let team = self.settings.with_untracked(|settings| Some(settings.as_ref()?.agent.team_id));
        let call = call::unavailable_codes(team.unwrap_or(agent.team_id));
        let read = self.read::<UnavailableCodes>(run, "Read the unavailable codes", call).await;
        if let Ok(read) = read {
            self.codes.set(read.map(|read| read.unavailable_codes).unwrap_or_default());
        }
    }

    /// Reads until the server answers or this run is over. `None`: there is nothing. A failure was told.
    pub(super) async fn read<T: DeserializeOwned>(
        &self,
        run: u64,
        what: &str,
        call: Call,
    ) -> Result<Option<T>, Failure> {
        loop {
            let outcome = self.api().read_if_any::<T>(call.clone()).await;
            if !self.driver().is_run(run) {
                return Err(Failure::Aborted);
            }
            match outcome {
                Err(failure) if failure.is_passing() => {
                    let _ = JsFuture::from(self.driver().next_answer()).await;
                }
                // Log-in and session end are told elsewhere.
                Err(Failure::LoggedOut) => return Err(Failure::LoggedOut),
                outcome => return self.told(what, outcome),
            }
        }
    }

    /// Contacts that came before the skills were read get their skill's name.
    fn name_skills(&self) {
        self.contacts.update(|contacts| {
            for contact in contacts {
                contact.skill_name = self.skill_name(contact.skill_id);
            }
        });
    }

    async fn read_server_time(&self) {
        let before_ms = js_sys::Date::now();
        let Ok(time) = self.api().read::<ServerTime>(call::server_time()).await else { return };
        // The answer was written about halfway between question and answer.
        let halfway_ms = f64::midpoint(before_ms, js_sys::Date::now());
        if let Some(server_ms) = time_ms(&time.server_time) {
            self.driver().set_clock_offset_ms(server_ms - halfway_ms);
            self.now_ms.set(self.driver().now_ms());
        }
    }
}

fn call_permissions(permissions: &Permissions) -> CallPermissions {
    let is_enabled = |key: &str| {
        let mut all = permissions.permissions.iter();
        all.any(|permission| permission.key == key && permission.value == "Enable")
    };
    CallPermissions {
        mute: is_enabled("MuteAgent"),
        mask: is_enabled("Masking"),
        record: is_enabled("RecordContact"),
        hang_up_inbound: !is_enabled("HideInboundHangup"),
    }
}
