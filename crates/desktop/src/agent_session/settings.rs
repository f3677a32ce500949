//! What the desktop reads at the start of its work.

use cordboard_broker::Input;
use cordboard_client::call;
use cordboard_protocol::desktop::DesktopSettings;
use cordboard_protocol::permissions::Permissions;
use cordboard_protocol::server_time::ServerTime;
use cordboard_protocol::skill::AgentSkills;
use cordboard_protocol::team::UnavailableCodes;
use leptos::prelude::*;

use super::AgentSession;
use super::events::time_ms;
use crate::call_buttons::CallPermissions;

impl AgentSession {
    pub(super) async fn read_settings(self) {
        let api = self.api();
        let Some(agent) = api.agent() else { return };
        self.read_server_time().await;
        let permissions = api.read::<Permissions>(call::permissions(agent.agent_id)).await;
        if let Ok(permissions) = self.told("Read the permissions", permissions) {
            let permissions = call_permissions(&permissions);
            self.permissions.set(permissions);
            self.bridge().input(Input::Permissions(permissions.into()));
        }
        let skills = api.read_if_any::<AgentSkills>(call::agent_skills(agent.agent_id)).await;
        if let Ok(Some(skills)) = self.told("Read the skills", skills) {
            self.skills.set(skills.agent_skill_assignments);
            self.name_skills();
        }
        let codes = api.read_if_any::<UnavailableCodes>(call::unavailable_codes(agent.team_id));
        if let Ok(Some(codes)) = self.told("Read the unavailable codes", codes.await) {
            self.codes.set(codes.unavailable_codes);
        }
        let settings = api.read::<DesktopSettings>(call::desktop_settings()).await;
        if let Ok(settings) = self.told("Read the settings", settings) {
            self.settings.set(Some(settings));
            self.serve_pages();
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
